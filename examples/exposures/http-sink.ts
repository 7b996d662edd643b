import type { ExposureSink } from '@halyard/telemetry';

/** Posts exposures to a collector as a list in JSON. Throws for any answer but a success, so that they are sent again. */
export function httpSink(url: string, token?: string): ExposureSink {
  return async (exposures, signal) => {
    const headers = {
      'Content-Type': 'application/json',
      ...(token === undefined ? {} : { Authorization: `Bearer ${token}` }),
    };
    const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(exposures), signal });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`the collector answered ${response.status}`);
  };
}
