import { createServer } from 'node:http';
import { createServer as createHttp2Server } from 'node:http2';
import { defineFlags, FeatureFlags, MemoryBackend } from '@halyard/core';
import {
  featureFlags,
  type Handler,
  makeFlagGate,
  makeKillSwitch,
  type Middleware,
  requestFlags,
  whenEnabled,
} from '@halyard/node';
import polka from 'polka';

const handler: Handler = (_request, response) => response.end();
const flags = await FeatureFlags.open(new MemoryBackend());
const typed = await FeatureFlags.open(new MemoryBackend(), {
  flags: defineFlags({ new_checkout: { default: false }, page_size: { default: 20 } }),
});

// What is meant to compile.
const made: readonly Middleware[] = [
  featureFlags(flags),
  featureFlags(typed, { asyncLocalStorage: true }),
  featureFlags(flags, { context: async (request) => ({ targetingKey: request.url }) }),
  makeFlagGate('a', { variant: ['rich'], statusCode: 403, headers: { 'X-A': 'b' } }),
  makeFlagGate('a', { onClosed: (request, response, next) => (request.url ? response.end() : next()) }),
  makeFlagGate('new_checkout', { flags: typed }),
  makeKillSwitch('b', { retryAfterSeconds: 120 }),
  makeKillSwitch('page_size', { flags: typed }),
  whenEnabled('a', handler),
  whenEnabled('a', handler, handler),
  whenEnabled('a', handler, makeFlagGate('b'), { flags }),
  whenEnabled('a', handler, { onClosed: 'next' }),
  whenEnabled('new_checkout', handler, { flags: typed }),
];
for (const middleware of made) {
  createServer(middleware);
  createHttp2Server(middleware);
  polka().use(middleware).get('/', middleware);
}
createHttp2Server((request, response) => {
  makeFlagGate('a')(request, response, () => response.end(String(request.flags.isEnabled('a'))));
});
polka().get('/', makeFlagGate('a'), (request, response) =>
  response.end(String(request.flags.isEnabled('a'))),
);
createServer((request, response) => {
  const on: boolean = request.flags.isEnabled('a');
  const size: number = request.flags.getValue('page_size', 20);
  const all: string[] = requestFlags().enabledFlags();
  makeFlagGate('a')(request, response);
  makeFlagGate('a')(request, response, () => response.end(String([on, size, all])));
});

// @ts-expect-error -- the listener is made by a call
createServer(makeFlagGate);
// @ts-expect-error -- the request's context is given once, by featureFlags
createServer((request) => void request.flags.isEnabled('a', { targetingKey: 'ann' }));
