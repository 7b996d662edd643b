import { bearerTokens, makeAdmin } from '@halyard/admin';
import { config } from 'dotenv';
import { randomBytes } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { makeShop } from './app.js';
import { openFlags, whereFlagsAre } from './flags.js';
import { greeting } from './greeting.js';
import { printNews } from './news.js';

config({ path: fileURLToPath(new URL('.env', import.meta.url)), quiet: true });

// Also on your own machine: any page in the browser could call a server without a token.
const token = process.env['FLAG_TOKEN'] ?? randomBytes(18).toString('base64url');
const flags = await openFlags();
const admin = makeAdmin(flags, {
  authorize: bearerTokens({ [token]: { actor: 'developer', read: true, write: true } }),
});
printNews(flags);

const { PORT = '3000', HOST = '127.0.0.1' } = process.env;
const server = makeShop(flags, admin).listen(Number(PORT), HOST, (error?: Error) => {
  if (error) {
    console.error(`The shop can't listen: ${error.message}. Choose another port with PORT=3001.`);
    process.exit(1);
  }
  const { port } = server.address() as AddressInfo;
  console.log(greeting(`http://localhost:${port}`, token, whereFlagsAre()));
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    admin.close();
    server.close(() => void flags.close());
    server.closeAllConnections();
  });
}
