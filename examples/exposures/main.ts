import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { onExposure } from '@halyard/telemetry';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileSink } from './file-sink.js';
import { httpSink } from './http-sink.js';

const { PORT = '3000', EXPOSURES_FILE = 'exposures.jsonl', COLLECTOR_URL, COLLECTOR_TOKEN } = process.env;

const flags = await FeatureFlags.open(
  new MemoryBackend({
    // Both halves are variants of a split: a flag that is on for 50% would report one of them only.
    button: { default: 'green', rules: [{ split: { green: 50, orange: 50 } }] },
  }),
);

const reports = [onExposure(flags, fileSink(EXPOSURES_FILE), { flags: ['button'] })];
if (COLLECTOR_URL !== undefined) {
  reports.push(onExposure(flags, httpSink(COLLECTOR_URL, COLLECTOR_TOKEN), { flags: ['button'] }));
}

const server = createServer((request, response) => {
  const user = new URL(request.url ?? '/', 'http://localhost').searchParams.get('user') ?? undefined;
  const color = flags.getValue('button', 'green', { targetingKey: user });
  response.end(`<button style="background: ${color}">Buy</button>\n`);
});

server.listen(Number(PORT), '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(`The button is at http://localhost:${port}/?user=ana, its exposures are in ${EXPOSURES_FILE}.`);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close(() => {
      // What waits is given to the sinks before the process ends.
      void Promise.all(reports.map(({ close }) => close())).then(() => flags.close());
    });
    server.closeAllConnections();
  });
}
