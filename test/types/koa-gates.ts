import { defineFlags, FeatureFlags, MemoryBackend } from '@halyard/core';
import { featureFlags, makeFlagGate, makeKillSwitch, requestFlags, whenEnabled } from '@halyard/koa';
import { Router, type RouterContext } from '@koa/router';
import Koa, { type Middleware } from 'koa';

const app = new Koa();
const router = new Router();
const handler: Middleware = (ctx) => {
  ctx.body = 'a';
};
const flags = await FeatureFlags.open(new MemoryBackend());
const typed = await FeatureFlags.open(new MemoryBackend(), {
  flags: defineFlags({ new_checkout: { default: false }, page_size: { default: 20 } }),
});

// What is meant to compile.
app.use(featureFlags(flags)).use(featureFlags(typed, { asyncLocalStorage: true }));
app.use(featureFlags(flags, { context: async (ctx) => ({ targetingKey: ctx.get('x-user'), ip: ctx.ip }) }));
app.use(makeFlagGate('a')).use(makeKillSwitch('b', { retryAfterSeconds: 120 }));
router.get('/a', makeFlagGate('a', { variant: ['rich'], statusCode: 403, headers: { 'X-A': 'b' } }), handler);
router.get('/a', makeFlagGate('a', { onClosed: (ctx, next) => (ctx.ip ? ctx.throw(404) : next()) }), handler);
router.use(makeFlagGate('new_checkout', { flags: typed }), makeKillSwitch('page_size', { flags: typed }));
router.get(
  '/a',
  whenEnabled('a', handler),
  whenEnabled('a', handler, handler),
  whenEnabled('a', handler, handler, { flags }),
);
router.get(
  '/a',
  whenEnabled('a', handler, { onClosed: 'next' }),
  whenEnabled('new_checkout', handler, { flags: typed }),
);
router.get(
  '/:id',
  whenEnabled('a', (ctx: RouterContext) => void ctx.params['id']),
);
app.use(whenEnabled('a', router.routes()));
app.use((ctx) => {
  const on: boolean = ctx.flags.isEnabled('a');
  const size: number = ctx.flags.getValue('page_size', 20);
  const all: string[] = requestFlags().enabledFlags();
  return void [on, size, all];
});
router.get('/a', (ctx) => void ctx.flags.isEnabled('a'));

// @ts-expect-error -- an app is no middleware
whenEnabled('a', app);
// @ts-expect-error -- the middleware is made by a call
app.use(makeFlagGate);
// @ts-expect-error -- the request's context is given once, by featureFlags
app.use((ctx) => void ctx.flags.isEnabled('a', { targetingKey: 'ann' }));
