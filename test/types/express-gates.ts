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

// @ts-expect-error -- a gate needs a name
makeFlagGate();
// @ts-expect-error -- a name is text
makeFlagGate(42);
// @ts-expect-error -- a misspelt option
makeFlagGate('a', { statuscode: 403 });
// @ts-expect-error -- an option of the wrong type
makeFlagGate('a', { enabled: 'yes' });
// @ts-expect-error -- would run what the gate closes
makeFlagGate('a', { onClosed: 'next' });
// @ts-expect-error -- would run what the switch closes
makeKillSwitch('a', { onClosed: 'next' });
// @ts-expect-error -- which way round a kill switch works is settled
makeKillSwitch('a', { enabled: true });
// @ts-expect-error -- a name that these flags do not have
makeFlagGate('new_chekout', { flags: typed });
// @ts-expect-error -- a name that these flags do not have
makeKillSwitch('new_chekout', { flags: typed });
// @ts-expect-error -- a name that these flags do not have
whenEnabled('new_chekout', handler, { flags: typed });
// @ts-expect-error -- a name that these flags do not have
whenEnabled('new_chekout', handler, handler, { flags: typed });
// @ts-expect-error -- a handler is a function
whenEnabled('a', 'handler');
// @ts-expect-error -- the second handler answers, so that a status has no effect
whenEnabled('a', handler, handler, { statusCode: 404 });
// @ts-expect-error -- the second handler answers, so that there is nothing left to do
whenEnabled('a', handler, handler, { onClosed: 'error' });
// @ts-expect-error -- the promise was not awaited
featureFlags(FeatureFlags.open(new MemoryBackend()));
// @ts-expect-error -- the backend is not the service
featureFlags(new MemoryBackend());
// @ts-expect-error -- a context is an object
featureFlags(flags, { context: () => 'ann' });
// @ts-expect-error -- a misspelt option
featureFlags(flags, { asynclocalstorage: true });
// @ts-expect-error -- the middleware is made by a call
app.use(makeFlagGate);
// @ts-expect-error -- the request's context is given once, by featureFlags
app.get('/a', (request) => void request.flags.isEnabled('a', { targetingKey: 'ann' }));
