import { shop } from './hono/shop.mjs';

// oxlint-disable-next-line import/no-default-export -- workerd takes it for the worker
export { shop as default };
