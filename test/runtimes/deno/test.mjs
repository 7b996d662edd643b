import { runShop } from './hono/run-shop.mjs';

const args = ['run', '--no-lock', '--node-modules-dir=manual', '--allow-net', '--allow-env', 'serve.mjs'];
await runShop('deno', args, (line) => /listening at (\S+)/.exec(line)?.[1]);
