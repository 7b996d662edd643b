import type { Admin } from '@halyard/admin';
import type { FeatureFlags } from '@halyard/core';
import { featureFlags, makeFlagGate, makeKillSwitch, whenEnabled } from '@halyard/fastify';
import fastify, { type FastifyInstance } from 'fastify';

/** The shop. The header `x-user` identifies the user; a real shop would have a session. */
export function makeShop(flags: FeatureFlags, admin: Admin): FastifyInstance {
  // Event streams of the page stay open until the shop closes.
  const shop = fastify({ forceCloseConnections: true });

  // The page and the API, at /flags.
  shop.register(admin.fastify, { prefix: '/flags' });

  shop.register(
    featureFlags(flags, { context: ({ headers }) => ({ targetingKey: headers['x-user'] as string }) }),
  );

  shop.get('/', async (request) => ({
    on: request.flags.enabledFlags(),
    try: ['/checkout', '/checkout/express', '/beta', '/legacy/orders'],
  }));

  // One address, two handlers: the new one for users who have the flag.
  shop.get(
    '/checkout',
    whenEnabled(
      'new_checkout',
      async () => 'the new checkout, on one page\n',
      async () => 'the old checkout, in five steps\n',
    ),
  );

  // 404 until the flag is on.
  shop.get('/checkout/express', { onRequest: makeFlagGate('new_checkout') }, async () => 'bought\n');

  // For some users: FEATURE_BETA=users:alice,bob
  const betaOnly = makeFlagGate('beta', {
    statusCode: 403,
    code: 'BETA_ONLY',
    detail: 'Ask for an invitation.',
  });
  shop.get(
    '/beta',
    { onRequest: betaOnly },
    async ({ headers }) => `welcome to the beta, ${String(headers['x-user'])}\n`,
  );

  shop.register(legacyApi, { prefix: '/legacy' });
  return shop;
}

/** Answers until the flag is on. */
async function legacyApi(legacy: FastifyInstance): Promise<void> {
  legacy.addHook('onRequest', makeKillSwitch('legacy_down', { retryAfterSeconds: 120 }));
  legacy.get('/orders', async () => ({ orders: [] }));
}
