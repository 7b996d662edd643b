import { FeatureFlags } from '@halyard/core';
import { featureFlags, makeFlagGate } from '@halyard/express';
import { RedisBackend } from '@halyard/redis';
import express from 'express';
import type { AddressInfo } from 'node:net';

// An app that flips its own flag: POST /enable and /disable answer what a gate says right after.
const flags = await FeatureFlags.open(new RedisBackend(process.env['REDIS_URL']!), {
  required: true,
  startTimeoutMs: 20_000,
});
const app = express();
app.use(featureFlags(flags));
app.get('/gated', makeFlagGate('gated'), (_req, res) => void res.send('open'));
app.post('/:flip', async (req, res) => {
  await (req.params.flip === 'enable' ? flags.enable('gated') : flags.disable('gated'));
  res.send(flags.isEnabled('gated') ? 'open' : 'closed');
});
const server = app.listen(0, () => {
  console.log(`http://localhost:${(server.address() as AddressInfo).port}`);
});
process.once('SIGINT', () => {
  server.close(() => void flags.close());
  server.closeAllConnections();
});
