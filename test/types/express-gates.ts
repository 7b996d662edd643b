import { defineFlags, FeatureFlags, MemoryBackend } from '@halyard/core';
import { featureFlags, makeFlagGate, makeKillSwitch, requestFlags, whenEnabled } from '@halyard/express';
import express, { type RequestHandler } from 'express';

const app = express();
const handler: RequestHandler = (_request, response) => {
  response.end();
};
const flags = await FeatureFlags.open(new MemoryBackend());
const typed = await FeatureFlags.open(new MemoryBackend(), {
  flags: defineFlags({ new_checkout: { default: false }, page_size: { default: 20 } }),
});

// What is meant to compile.
app.use(featureFlags(flags), featureFlags(typed, { asyncLocalStorage: true }));
app.use(
  featureFlags(flags, {
    context: async (request) => ({ targetingKey: request.get('x-user'), plan: request.ip }),
  }),
);
app.use('/a', makeFlagGate('a'), makeKillSwitch('b', { retryAfterSeconds: 120 }), handler);
app.get('/a', makeFlagGate('a', { variant: ['rich'], statusCode: 403, headers: { 'X-A': 'b' } }), handler);
app.get(
  '/a',
  makeFlagGate('a', { onClosed: (request, response, next) => (request.ip ? response.end() : next()) }),
);
app.get('/a', makeFlagGate('new_checkout', { flags: typed }), makeKillSwitch('page_size', { flags: typed }));
app.get(
  '/a',
  whenEnabled('a', handler),
  whenEnabled('a', handler, handler),
  whenEnabled('a', handler, handler, { flags }),
);
app.get(
  '/a',
  whenEnabled('a', handler, { onClosed: 'next' }),
  whenEnabled('new_checkout', express.Router(), app, { flags: typed }),
);
app.get('/a', (request) => {
  const on: boolean = request.flags.isEnabled('a');
  const size: number = request.flags.getValue('page_size', 20);
  const all: string[] = requestFlags().enabledFlags();
  return void [on, size, all];
});

// @ts-expect-error -- the middleware is made by a call
app.use(makeFlagGate);
// @ts-expect-error -- the request's context is given once, by featureFlags
app.get('/a', (request) => void request.flags.isEnabled('a', { targetingKey: 'ann' }));
