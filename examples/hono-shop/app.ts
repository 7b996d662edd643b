import type { Admin } from '@halyard/admin';
import type { FeatureFlags } from '@halyard/core';
import { featureFlags, makeFlagGate, makeKillSwitch, whenEnabled } from '@halyard/hono';
import { Hono } from 'hono';

/** The shop. The header `x-user` identifies the user; a real shop would have a session. */
export function makeShop(flags: FeatureFlags, admin: Admin): Hono {
  const shop = new Hono();

  // The page and the API, at their base path.
  shop.all('/flags/*', (c) => admin.fetch(c.req.raw, c));

  shop.use(featureFlags(flags, { context: (c) => ({ targetingKey: c.req.header('x-user') }) }));

  shop.get('/', (c) =>
    c.json({
      on: c.get('flags').enabledFlags(),
      try: ['/checkout', '/checkout/express', '/beta', '/legacy/orders'],
    }),
  );

  // One address, two handlers: the new one for users who have the flag.
  shop.get(
    '/checkout',
    whenEnabled(
      'new_checkout',
      (c) => c.text('the new checkout, on one page\n'),
      (c) => c.text('the old checkout, in five steps\n'),
    ),
  );

  // 404 until the flag is on.
  shop.get('/checkout/express', makeFlagGate('new_checkout'), (c) => c.text('bought\n'));

  // For some users: FEATURE_BETA=users:alice,bob
  const betaOnly = makeFlagGate('beta', {
    statusCode: 403,
    code: 'BETA_ONLY',
    detail: 'Ask for an invitation.',
  });
  shop.get('/beta', betaOnly, (c) => c.text(`welcome to the beta, ${c.req.header('x-user')}\n`));

  // Answers until the flag is on.
  shop.use('/legacy/*', makeKillSwitch('legacy_down', { retryAfterSeconds: 120 }));
  shop.get('/legacy/orders', (c) => c.json({ orders: [] }));

  return shop;
}
