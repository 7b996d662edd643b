import type { MountedParts, Mounting, MountingRequest } from '@halyard/conformance';
import { Router } from '@koa/router';
import type Koa from 'koa';
import type { Middleware } from 'koa';
import mount from 'koa-mount';
import { type KoaClass, serveKoa } from './koa-subject.js';

type Parts = MountedParts<Middleware>;

/** @koa/router 14 and 15 compile the path of `router.use` for the exact case, and that of routes for any. */
const BY_CASE: MountingRequest = {
  bypassedBy: { 'in capitals': 'router.use matches a prefix by exact case, routes do not' },
};

const passing: Middleware = (_ctx, next) => next();

/** Error handling of the app's own, which answers. */
const answering: Middleware = async (ctx, next) => {
  try {
    await next();
  } catch (error) {
    ctx.status = 500;
    ctx.body = String(error);
  }
};

const reading: Middleware = async (ctx, next) => {
  const chunks: Buffer[] = await ctx.req.toArray();
  ctx.state['body'] = Buffer.concat(chunks).toString();
  await next();
};

/** What koa-compose does. */
const compose =
  (all: readonly Middleware[]): Middleware =>
  (ctx, next) => {
    const run = async (index: number): Promise<unknown> => {
      const middleware = all[index];
      return middleware === undefined ? next() : middleware(ctx, () => run(index + 1));
    };
    return run(0);
  };

/** Every way to put a gate before something in Koa, of either version, by itself and with its router. */
export function koaMountings(framework: KoaClass): Mounting<Middleware>[] {
  const way = (
    name: string,
    build: (app: Koa, parts: Parts) => void,
    asked: MountingRequest = {},
  ): Mounting<Middleware> => ({
    name,
    ...asked,
    serve: (parts) =>
      serveKoa(
        framework,
        () => {},
        (app) => {
          app.use(parts.flags);
          build(app, parts);
        },
      ),
  });
  const at = (path: string): MountingRequest => ({ path });
  const routed = (
    name: string,
    build: (router: Router, parts: Parts) => void,
    asked: MountingRequest,
  ): Mounting<Middleware> =>
    way(
      `the router: ${name}`,
      (app, parts) => {
        const router = new Router();
        build(router, parts);
        app.use(router.routes()).use(router.allowedMethods());
      },
      asked,
    );
  const routerOf = (build: (router: Router) => void): Router => {
    const router = new Router();
    build(router);
    return router;
  };

  return [
    way('app.use', (app, { gate, behind }) => app.use(gate).use(behind)),
    way('app.use with something in between', (app, { gate, behind }) =>
      app.use(gate).use(passing).use(behind),
    ),
    way('app.use with a composed array', (app, { gate, behind }) =>
      app.use(compose([passing, gate, behind])),
    ),
    way('composed apart from what it closes', (app, { gate, behind }) =>
      app.use(compose([passing, gate])).use(behind),
    ),
    way('composed twice over', (app, { gate, behind }) =>
      app.use(compose([compose([gate]), compose([behind])])),
    ),
    way(
      'a base path',
      (app, { gate, behind }) => app.use(mount('/base', compose([gate, behind]))),
      at('/base/x'),
    ),
    way(
      'a base path in a base path',
      (app, { gate, behind }) => app.use(mount('/a', mount('/b', compose([gate, behind])))),
      at('/a/b'),
    ),
    way(
      'an app behind it',
      (app, { gate, behind }) => app.use(gate).use(mount('/a', new framework().use(behind))),
      at('/a/x'),
    ),
    way(
      'an app around it',
      (app, { gate, behind }) => app.use(mount('/a', new framework().use(gate).use(behind))),
      at('/a/x'),
    ),
    way(
      'a gate with a path before an app with the same',
      (app, { gate, behind }) => app.use(mount('/a', gate)).use(mount('/a', new framework().use(behind))),
      at('/a'),
    ),
    way('mounted twice', (app, { gate, behind }) => app.use(gate).use(gate).use(behind)),
    way('after a body parser', (app, { gate, behind }) => app.use(reading).use(gate).use(behind), {
      method: 'POST',
      body: 'a body',
    }),
    way('before a body parser', (app, { gate, behind }) => app.use(gate).use(reading).use(behind), {
      method: 'POST',
      body: 'a body',
    }),
    way('error handling around it', (app, { gate, behind }) => app.use(answering).use(gate).use(behind)),
    way('error handling between it and what it closes', (app, { gate, behind }) =>
      app.use(gate).use(answering).use(behind),
    ),
    way('HEAD', (app, { gate, behind }) => app.use(gate).use(behind), { method: 'HEAD' }),
    way('OPTIONS', (app, { gate, behind }) => app.use(gate).use(behind), { method: 'OPTIONS' }),
    way('an encoded path', (app, { gate, behind }) => app.use(gate).use(behind), at('/%78%2F%2e%2e')),
    way('wrapped in a function', (app, { gate, behind }) =>
      app.use((ctx, next) => gate(ctx, next)).use(behind),
    ),
    way('wrapped in an asynchronous function', (app, { gate, behind }) => {
      app.use(async (ctx, next) => {
        await Promise.resolve();
        await gate(ctx, next);
      });
      app.use(behind);
    }),
    way('called with the handler as its next', (app, { gate, behind }) => {
      app.use((ctx, next) => gate(ctx, async () => behind(ctx, next)));
    }),
    routed('a route', (router, { gate, behind }) => router.get('/x', gate, behind), at('/x')),
    routed(
      'a route with several handlers',
      (router, { gate, behind }) => router.get('/x', passing, gate, passing, behind),
      at('/x'),
    ),
    routed(
      'a route with a parameter',
      (router, { gate, behind }) => router.get('/x/:id', gate, behind),
      at('/x/1'),
    ),
    routed(
      'a route with several paths',
      (router, { gate, behind }) => router.get(['/w', '/x'], gate, behind),
      at('/x'),
    ),
    routed('a pattern', (router, { gate, behind }) => router.get(/^\/x/, gate, behind), at('/xyz')),
    routed(
      'two routes for one path',
      (router, { gate, behind }) => router.get('/x', gate).get('/x', behind),
      at('/x'),
    ),
    routed('router.use', (router, { gate, behind }) => router.use(gate).get('/x', behind), at('/x')),
    routed(
      'router.use with a path',
      (router, { gate, behind }) => router.use('/x', gate).get('/x/y', behind),
      at('/x/y'),
    ),
    routed('router.all', (router, { gate, behind }) => router.all('/x', gate, behind), at('/x')),
    routed('HEAD to a route', (router, { gate, behind }) => router.get('/x', gate, behind), {
      method: 'HEAD',
      path: '/x',
    }),
    routed('OPTIONS to a route', (router, { gate, behind }) => router.options('/x', gate, behind), {
      method: 'OPTIONS',
      path: '/x',
    }),
    routed('POST to a route', (router, { gate, behind }) => router.post('/x', gate, reading, behind), {
      method: 'POST',
      path: '/x',
      body: 'a body',
    }),
    routed('a slash at the end', (router, { gate, behind }) => router.get('/x', gate, behind), at('/x/')),
    routed(
      'an encoded path',
      (router, { gate, behind }) => router.get('/:id', gate, behind),
      at('/%78%2F%2e%2e'),
    ),
    routed('capital letters', (router, { gate, behind }) => router.get('/x', gate, behind), at('/X')),
    routed('a prefix', (router, { gate, behind }) => router.prefix('/base').use(gate).get('/x', behind), {
      ...at('/base/x'),
      ...BY_CASE,
    }),
    routed(
      'a router behind it',
      (router, { gate, behind }) =>
        router.use('/a', gate, routerOf((inner) => inner.get('/x', behind)).routes()),
      at('/a/x'),
    ),
    routed(
      'a router around it',
      (router, { gate, behind }) =>
        router.use('/a', routerOf((inner) => inner.use(gate).get('/x', behind)).routes()),
      { ...at('/a/x'), ...BY_CASE },
    ),
    routed(
      'a router in a router',
      (router, { gate, behind }) => {
        const inner = routerOf((innermost) => innermost.get('/x', gate, behind));
        router.use('/a', routerOf((middle) => middle.use('/b', inner.routes())).routes());
      },
      at('/a/b/x'),
    ),
    way(
      'the router behind it',
      (app, { gate, behind }) => app.use(gate).use(routerOf((router) => router.get('/x', behind)).routes()),
      at('/x'),
    ),
  ];
}
