import { bearerTokens, makeAdmin } from '@halyard/admin';
import { config } from 'dotenv';
import { randomBytes } from 'node:crypto';
import type { AddressInfo, Server } from 'node:net';
import { fileURLToPath } from 'node:url';
import { makeShop } from './app.js';
import { openFlags } from './flags.js';

config({ path: fileURLToPath(new URL('.env', import.meta.url)), quiet: true });

// Also on your own machine: any page in the browser could call a server without a token.
const token = process.env['FLAG_TOKEN'] ?? randomBytes(18).toString('base64url');
const flags = await openFlags();
const admin = makeAdmin(flags, {
  authorize: bearerTokens({ [token]: { actor: 'developer', read: true, write: true } }),
});
flags.onChange(({ name, after }) => console.log(`flag ${name}: ${after?.text ?? 'removed'}`));

const { PORT = '3000', HOST = '127.0.0.1' } = process.env;
const shop = await makeShop(flags, admin);
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    admin.close();
    void shop.close().then(() => flags.close());
  });
}

await shop.listen(Number(PORT), HOST).catch((error: Error) => {
  console.error(`The shop can't listen: ${error.message}. Choose another port with PORT=3001.`);
  process.exit(1);
});
const { port } = (shop.getHttpServer() as Server).address() as AddressInfo;
const url = `http://localhost:${port}`;
console.log(`The shop is open at ${url}, flags from ${flags.describe()}.`);
console.log(`Flip them at ${url}/flags/#token=${token} (the link signs you in).`);
