import { CompositeBackend, EnvBackend, FeatureFlags } from '@halyard/core';
import { FileBackend } from '@halyard/file';
import { HalyardProvider, TRACK_CHANNEL, type TrackedEvent } from '@halyard/openfeature';
import { OpenFeature, ProviderEvents } from '@openfeature/server-sdk';
import { subscribe } from 'node:diagnostics_channel';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { makeSearch } from './app.js';

// A file here; Redis or any other backend in a real app, which does not notice.
const file = process.env['FLAG_FILE'] ?? fileURLToPath(new URL('flags.yaml', import.meta.url));
const flags = await FeatureFlags.open(new CompositeBackend([new EnvBackend(), new FileBackend(file)]));

await OpenFeature.setProviderAndWait(new HalyardProvider(flags, { flagSetId: 'search' }));
const client = OpenFeature.getClient();
client.addHandler(ProviderEvents.ConfigurationChanged, (details) =>
  console.log(`changed: ${details?.flagsChanged?.join(', ')}`),
);
subscribe(TRACK_CHANNEL, (message) => {
  const { name, context } = message as TrackedEvent;
  console.log(`${context.targetingKey ?? 'a guest'} ${name}`);
});

const server = makeSearch(client);
server.listen(Number(process.env['PORT'] ?? 3000), '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(`The search is open at http://localhost:${port}, flags from ${flags.describe()}.`);
  console.log(`Edit ${file} and ask again.`);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close(() => void OpenFeature.close().then(() => flags.close()));
    server.closeAllConnections();
  });
}
