import type { Admin } from '@halyard/admin';
import type { FeatureFlags } from '@halyard/core';
import { featureFlags, makeFlagGate, makeKillSwitch, whenEnabled } from '@halyard/koa';
import Router from '@koa/router';
import Koa from 'koa';

/** The shop. The header `x-user` identifies the user; a real shop would have a session. */
export function makeShop(flags: FeatureFlags, admin: Admin): Koa {
  const shop = new Koa();
  const router = new Router();

  // The page and the API, at their base path.
  shop.use(admin.koa);

  shop.use(featureFlags(flags, { context: (ctx) => ({ targetingKey: ctx.get('x-user') }) }));

  router.get('/', (ctx) => {
    ctx.body = {
      on: ctx.flags.enabledFlags(),
      try: ['/checkout', '/checkout/express', '/beta', '/legacy/orders'],
    };
  });

  // One address, two handlers: the new one for users who have the flag.
  router.get(
    '/checkout',
    whenEnabled(
      'new_checkout',
      (ctx) => void (ctx.body = 'the new checkout, on one page\n'),
      (ctx) => void (ctx.body = 'the old checkout, in five steps\n'),
    ),
  );

  // 404 until the flag is on.
  router.get('/checkout/express', makeFlagGate('new_checkout'), (ctx) => void (ctx.body = 'bought\n'));

  // For some users: FEATURE_BETA=users:alice,bob
  const betaOnly = makeFlagGate('beta', {
    statusCode: 403,
    code: 'BETA_ONLY',
    detail: 'Ask for an invitation.',
  });
  router.get('/beta', betaOnly, (ctx) => void (ctx.body = `welcome to the beta, ${ctx.get('x-user')}\n`));

  // Answers until the flag is on.
  router.use('/legacy', makeKillSwitch('legacy_down', { retryAfterSeconds: 120 }));
  router.get('/legacy/orders', (ctx) => void (ctx.body = { orders: [] }));

  shop.use(router.routes());
  return shop;
}
