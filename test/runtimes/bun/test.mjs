import { runShop } from './hono/run-shop.mjs';

await runShop('bun', ['serve.mjs'], (line) => /listening at (\S+)/.exec(line)?.[1]);
