import { config } from 'dotenv';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { makeShop } from './app.js';
import { flipFromPrompt } from './prompt.js';
import { openFlags } from './flags.js';

config({ path: fileURLToPath(new URL('.env', import.meta.url)), quiet: true });

const flags = await openFlags();
flags.onChange(({ name, after }) => console.log(`flag ${name}: ${after?.text ?? 'removed'}`));

const server = makeShop(flags).listen(Number(process.env['PORT'] ?? 3000), () => {
  const { port } = server.address() as AddressInfo;
  console.log(`The shop is open at http://localhost:${port}, flags from ${flags.describe()}.`);
  if (process.env['REDIS_URL'])
    console.log('Flip one from anywhere: redis-cli HSET feature_flags new_checkout on');
  else flipFromPrompt(flags);
});

server.on('error', (error) => {
  console.error(`The shop can't listen: ${error.message}. Choose another port with PORT=3001.`);
  process.exit(1);
});

for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    process.stdin.destroy();
    server.close(() => void flags.close());
    server.closeAllConnections();
  });
}
