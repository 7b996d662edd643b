import type { Admin } from '@halyard/admin';
import type { FeatureFlags } from '@halyard/core';
import { featureFlags, makeFlagGate, makeKillSwitch, whenEnabled } from '@halyard/express';
import express, { type Express } from 'express';

/** The shop. The headers `x-user` and `x-plan` identify the user; a real shop would have a session. */
export function makeShop(flags: FeatureFlags, admin: Admin): Express {
  const shop = express();

  // The page and the API, at /flags.
  shop.use('/flags', admin.node);

  shop.use(
    featureFlags(flags, { context: (req) => ({ targetingKey: req.get('x-user'), plan: req.get('x-plan') }) }),
  );

  shop.get('/', (req, res) => {
    res.json({
      layout: req.flags.getValue('home_layout'),
      on: req.flags.enabledFlags(),
      try: ['/checkout', '/checkout/express', '/beta', '/legacy/orders'],
    });
  });

  // One address, two handlers: the new one for users who have the flag.
  shop.get(
    '/checkout',
    whenEnabled(
      'new_checkout',
      (_req, res) => void res.send('the new checkout, on one page\n'),
      (_req, res) => void res.send('the old checkout, in five steps\n'),
    ),
  );

  // 404 until the flag is on.
  shop.use('/checkout/express', makeFlagGate('new_checkout'), (_req, res) => void res.send('bought\n'));

  // For some users: FEATURE_BETA=users:alice,bob
  const betaOnly = makeFlagGate('beta', {
    statusCode: 403,
    code: 'BETA_ONLY',
    detail: 'Ask for an invitation.',
  });
  shop.get('/beta', betaOnly, (req, res) => void res.send(`welcome to the beta, ${req.get('x-user')}\n`));

  // Answers until the flag is on.
  shop.use('/legacy', makeKillSwitch('legacy_down', { retryAfterSeconds: 120 }), legacyApi());

  return shop;
}

function legacyApi(): express.Router {
  const legacy = express.Router();
  legacy.get('/orders', (_req, res) => void res.json({ orders: [] }));
  return legacy;
}
