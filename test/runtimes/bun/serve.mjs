import { shop } from './hono/shop.mjs';

const server = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: shop.fetch });
console.log(`listening at ${server.url}`);
