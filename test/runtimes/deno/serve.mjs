import { shop } from './hono/shop.mjs';

Deno.serve(
  {
    hostname: '127.0.0.1',
    port: 0,
    onListen: ({ port }) => console.log(`listening at http://127.0.0.1:${port}`),
  },
  shop.fetch,
);
