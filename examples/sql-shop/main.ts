import { FeatureFlags } from '@halyard/core';
import { featureFlags, makeFlagGate } from '@halyard/express';
import { migrate, SqlBackend } from '@halyard/sql';
import express from 'express';
import type { AddressInfo } from 'node:net';

// Also postgres://localhost/shop (npm install pg) or mysql://localhost/shop (npm install mysql2).
const { FLAGS_URL = 'sqlite:shop.db', PORT = '3000' } = process.env;

await migrate(FLAGS_URL);
const flags = await FeatureFlags.open(new SqlBackend(FLAGS_URL));
if (!flags.has('new_checkout')) await flags.set('new_checkout', false, { comment: 'the first start' });
flags.onChange(({ name, after }) => console.log(`flag ${name}: ${after?.text ?? 'removed'}`));

const app = express();
app.use(featureFlags(flags, { context: (req) => ({ targetingKey: req.get('x-user') }) }));
app.get('/', (req, res) => void res.send({ on: req.flags.enabledFlags() }));
app.use('/checkout', makeFlagGate('new_checkout'), (_req, res) => void res.send('bought\n'));

const server = app.listen(Number(PORT), '127.0.0.1', () => {
  const { port } = server.address() as AddressInfo;
  console.log(`The shop is open at http://localhost:${port}, flags from ${flags.describe()}.`);
  console.log("Flip one: UPDATE feature_flags SET text = 'on' WHERE name = 'new_checkout'");
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    server.close(() => void flags.close());
    server.closeAllConnections();
  });
}
