// A shop of Hono, as a runtime serves it that has `Request` and `Response`.
import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { featureFlags, makeFlagGate, makeKillSwitch, requestFlags, whenEnabled } from '@halyard/hono';
import { Hono } from 'hono';

// Opens at the first request: workerd allows no work while modules load.
const flags = FeatureFlags.lazy(
  new MemoryBackend({
    beta: 'users:ann',
    half: '50%',
    layout: {
      variants: { list: 1, grid: 2, map: 3 },
      default: 'list',
      rules: [{ split: { list: 30, grid: 30, map: 40 } }],
    },
    mail: { rules: [{ when: { mail: { $regex: '@(example|test)\\.org$' } } }] },
    network: { rules: [{ when: { ip: { $inCidr: ['10.0.0.0/8'] } } }] },
  }),
);

export const shop = new Hono();
shop.use(async (_c, next) => {
  await flags.ready();
  await next();
});
shop.use(
  featureFlags(flags, {
    asyncLocalStorage: true,
    context: (c) => ({
      targetingKey: c.req.header('x-user'),
      mail: c.req.header('x-mail'),
      ip: c.req.header('x-ip'),
    }),
  }),
);

shop.get('/checkout', makeFlagGate('new_checkout'), (c) => c.text('bought'));
shop.get('/beta', makeFlagGate('beta', { statusCode: 403, code: 'BETA_ONLY' }), (c) => c.text('welcome'));
shop.get('/mail', makeFlagGate('mail'), (c) => c.text('yours'));
shop.get('/network', makeFlagGate('network'), (c) => c.text('inside'));
shop.use('/export/*', makeKillSwitch('export_down', { retryAfterSeconds: 120 }));
shop.get('/export/orders', (c) => c.text('the orders'));
shop.get(
  '/search',
  whenEnabled(
    'new_search',
    (c) => c.text('the new search'),
    (c) => c.text('the old search'),
  ),
);
// From code that has no `c`, in a later turn.
shop.get('/layout', async (c) => {
  await new Promise((resolve) => setTimeout(resolve, 1));
  const { variant } = requestFlags().getDetails('layout', 1);
  return c.text(`${variant} ${requestFlags().isEnabled('half')}`);
});
shop.post('/flip/:name/:text', async (c) => {
  await flags.set(c.req.param('name'), c.req.param('text'));
  return c.text('flipped');
});
