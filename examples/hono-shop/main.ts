import { bearerTokens, makeAdmin } from '@halyard/admin';
import { createAdaptorServer } from '@hono/node-server';
import { config } from 'dotenv';
import { randomBytes } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { makeShop } from './app.js';
import { openFlags } from './flags.js';

config({ path: fileURLToPath(new URL('.env', import.meta.url)), quiet: true });

// Also on your own machine: any page in the browser could call a server without a token.
const token = process.env['FLAG_TOKEN'] ?? randomBytes(18).toString('base64url');
const flags = await openFlags();
const admin = makeAdmin(flags, {
  authorize: bearerTokens({ [token]: { actor: 'developer', read: true, write: true } }),
  basePath: '/flags',
});
flags.onChange(({ name, after }) => console.log(`flag ${name}: ${after?.text ?? 'removed'}`));

const { PORT = '3000', HOST = '127.0.0.1' } = process.env;
const { fetch } = makeShop(flags, admin);
const server = createAdaptorServer({ fetch }) as Server;
server.listen(Number(PORT), HOST, () => {
  const { port } = server.address() as AddressInfo;
  const url = `http://localhost:${port}`;
  console.log(`The shop is open at ${url}, flags from ${flags.describe()}.`);
  console.log(`Flip them at ${url}/flags/#token=${token} (the link signs you in).`);
});

server.on('error', (error) => {
  console.error(`The shop can't listen: ${error.message}. Choose another port with PORT=3001.`);
  process.exit(1);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    admin.close();
    server.close(() => void flags.close());
    server.closeAllConnections();
  });
}
