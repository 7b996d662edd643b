import { defineFlags, FeatureFlags, MemoryBackend } from '@halyard/core';
import {
  featureFlags,
  flagStatus,
  makeFlagGate,
  makeKillSwitch,
  requestFlags,
  whenEnabled,
} from '@halyard/hono';
import { type Context, type Handler, Hono } from 'hono';
import { hc } from 'hono/client';
import { createMiddleware } from 'hono/factory';

const app = new Hono();
const own = new Hono<{ Variables: { user: string }; Bindings: { TOKEN: string } }>();
const handler: Handler = (c) => c.text('a');
const flags = await FeatureFlags.open(new MemoryBackend());
const typed = await FeatureFlags.open(new MemoryBackend(), {
  flags: defineFlags({ new_checkout: { default: false }, page_size: { default: 20 } }),
});

// What is meant to compile.
app.use(featureFlags(flags), featureFlags(typed, { asyncLocalStorage: true }));
app.use(
  featureFlags(flags, { context: async (c) => ({ targetingKey: c.req.header('x-user'), path: c.req.path }) }),
);
app.use('/a/*', makeFlagGate('a'), makeKillSwitch('b', { retryAfterSeconds: 120 }));
app.get('/a', makeFlagGate('a', { variant: ['rich'], statusCode: 403, headers: { 'X-A': 'b' } }), handler);
app.get(
  '/a',
  makeFlagGate('a', { onClosed: (c, next) => (c.req.header('x') ? c.notFound() : next()) }),
  handler,
);
app.get('/a', makeFlagGate('a', { onClosed: async (c) => c.json({ sorry: true }, 403) }), handler);
app.use(makeFlagGate('new_checkout', { flags: typed }), makeKillSwitch('page_size', { flags: typed }));
app.get(
  '/a',
  whenEnabled('a', handler),
  whenEnabled('a', handler, handler),
  whenEnabled('a', handler, handler, { flags }),
);
app.get(
  '/a',
  whenEnabled('a', handler, { onClosed: 'next' }),
  whenEnabled('new_checkout', handler, { flags: typed }),
);
app.get(
  '/a',
  whenEnabled(
    'a',
    (c) => c.text('new'),
    async (c) => c.json({ old: c.req.path }),
  ),
);
app.get('/:id', makeFlagGate('a'), (c) => c.text(c.req.param('id')));
app.get(
  '/:id',
  whenEnabled('a', (c: Context<object, '/:id'>) => c.text(c.req.param('id'))),
);
app.get('/healthz', flagStatus(flags));
app.get('/a', (c) => {
  const on: boolean = c.get('flags').isEnabled('a');
  const size: number = c.var.flags.getValue('page_size', 20);
  const all: string[] = requestFlags().enabledFlags();
  return c.json({ on, size, all });
});
own.use(featureFlags(flags), makeFlagGate('a'));
own.get('/a', makeFlagGate('a'), (c) => {
  const on: boolean = c.get('flags').isEnabled('a');
  return c.text(c.get('user') + c.env.TOKEN + String(on));
});
own.get(
  '/a',
  whenEnabled(
    'a',
    (c) => c.text(c.get('user')),
    async (c) => c.text(c.get('flags').getValue('title', 'shop')),
  ),
);
own.get(
  '/a',
  whenEnabled(
    'a',
    createMiddleware<{ Variables: { user: string } }>(async (c) => c.text(c.get('user'))),
  ),
);

// A client of the app sees what either handler answers.
const shop = new Hono().get(
  '/sizes',
  makeFlagGate('a'),
  whenEnabled(
    'a',
    (c) => c.json({ size: 1 }),
    async (c) => c.json({ sizes: [1] }),
  ),
);
const answer = await hc<typeof shop>('https://shop.example').sizes.$get();
export const sizes: { size: number } | { sizes: number[] } = await answer.json();

// @ts-expect-error -- an app is no handler
whenEnabled('a', app);
// @ts-expect-error -- the middleware is made by a call
app.use(makeFlagGate);
// @ts-expect-error -- Hono sends what is returned
makeFlagGate('a', { onClosed: () => 'closed' });
// @ts-expect-error -- the request's context is given once, by featureFlags
app.get('/a', (c) => c.json(c.get('flags').isEnabled('a', { targetingKey: 'ann' })));
