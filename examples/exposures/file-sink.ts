import type { ExposureSink } from '@halyard/telemetry';
import { appendFile } from 'node:fs/promises';

/** Appends exposures to a file, one line of JSON each, for a log shipper or a data warehouse. */
export function fileSink(file: string): ExposureSink {
  return async (exposures, signal) => {
    const lines = exposures.map((exposure) => `${JSON.stringify(exposure)}\n`);
    signal.throwIfAborted();
    await appendFile(file, lines.join(''));
  };
}
