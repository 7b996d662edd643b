import type { MountedParts, Mounting, MountingRequest } from '@halyard/conformance';
import { Hono, type MiddlewareHandler } from 'hono';
import { every, except } from 'hono/combine';
import { LinearRouter } from 'hono/router/linear-router';
import { RegExpRouter } from 'hono/router/reg-exp-router';
import { TrieRouter } from 'hono/router/trie-router';
import { serveHono } from './hono-subject.js';

type Parts = MountedParts<MiddlewareHandler>;

const passing: MiddlewareHandler = (_c, next) => next();

/** Error handling of the app's own, which answers. */
const answering: MiddlewareHandler = async (c, next) => {
  await next();
  if (c.error !== undefined) c.res = c.text(String(c.error), 500);
};

const reading: MiddlewareHandler = async (c, next) => {
  await c.req.text();
  await next();
};

const ONLY_THE_PATH: MountingRequest = {
  bypassedBy: {
    'with a slash at the end': "app.use('/x', gate) covers /x alone; '/x/*' covers all below it",
  },
};

/** Every way to put a gate before something in Hono. */
export function honoMountings(): Mounting<MiddlewareHandler>[] {
  const way = (
    name: string,
    build: (app: Hono, parts: Parts) => void,
    asked: MountingRequest = {},
    make: () => Hono = () => new Hono(),
  ): Mounting<MiddlewareHandler> => ({
    name,
    ...asked,
    serve: (parts) =>
      serveHono(
        () => {},
        (app) => build(app.use(parts.flags), parts),
        make(),
      ),
  });
  const at = (path: string): MountingRequest => ({ path });
  const appOf = (build: (app: Hono) => void, app: Hono = new Hono()): Hono => {
    build(app);
    return app;
  };

  return [
    way('app.use', (app, { gate, behind }) => app.use(gate).use(behind)),
    way('app.use with several handlers', (app, { gate, behind }) => app.use(gate, passing, behind)),
    way('app.use with *', (app, { gate, behind }) => app.use('*', gate).get('/x', behind), at('/x')),
    way('app.use with a path', (app, { gate, behind }) => app.use('/x/*', gate).get('/x', behind), at('/x')),
    way(
      'app.use with a path, and what is below it',
      (app, { gate, behind }) => app.use('/x/*', gate).get('/x/*', behind),
      at('/x/y/z'),
    ),
    way(
      'app.use with a path, before a route with a parameter',
      (app, { gate, behind }) => app.use('/x/*', gate).get('/x/:id', behind),
      at('/x/1'),
    ),
    way(
      'app.use with a parameter',
      (app, { gate, behind }) => app.use('/:shop/x/*', gate).get('/:shop/x/y', behind),
      at('/1/x/y'),
    ),
    way(
      'app.use with the path of a route and no star',
      (app, { gate, behind }) => app.use('/x', gate).get('/x', behind),
      at('/x'),
    ),
    way(
      'app.use with a path and no star, before more than that path',
      (app, { gate, behind }) => app.use('/x', gate).get('/x/*', behind),
      { ...at('/x'), ...ONLY_THE_PATH },
    ),
    way('app.get', (app, { gate, behind }) => app.get('/x', gate, behind), at('/x')),
    way(
      'app.get with something in between',
      (app, { gate, behind }) => app.get('/x', passing, gate, passing, behind),
      at('/x'),
    ),
    way(
      'app.get, the gate in an earlier one',
      (app, { gate, behind }) => app.get('/x', gate).get('/x', behind),
      at('/x'),
    ),
    way('app.get with a parameter', (app, { gate, behind }) => app.get('/x/:id', gate, behind), at('/x/1')),
    way(
      'app.get with a pattern',
      (app, { gate, behind }) => app.get('/x/:id{[0-9]+}', gate, behind),
      at('/x/1'),
    ),
    way(
      'app.get with an optional parameter',
      (app, { gate, behind }) => app.get('/x/:id?', gate, behind),
      at('/x'),
    ),
    way('app.post', (app, { gate, behind }) => app.post('/x', gate, behind), { method: 'POST', path: '/x' }),
    way('app.all', (app, { gate, behind }) => app.all('/x', gate, behind), at('/x')),
    way(
      'app.on with several methods and paths',
      (app, { gate, behind }) => app.on(['PUT', 'GET'], ['/w', '/x'], gate, behind),
      at('/x'),
    ),
    way('app.on with its own method', (app, { gate, behind }) => app.on('PURGE', '/x', gate, behind), {
      method: 'PURGE',
      path: '/x',
    }),
    way('chained after a path', (app, { gate, behind }) => app.get('/x', gate).get(behind), at('/x')),
    way(
      'an app behind it',
      (app, { gate, behind }) =>
        app.use('/x/*', gate).route(
          '/x',
          appOf((inner) => inner.get('/y', behind)),
        ),
      at('/x/y'),
    ),
    way(
      'an app around it',
      (app, { gate, behind }) =>
        app.route(
          '/x',
          appOf((inner) => inner.use(gate).get('/y', behind)),
        ),
      at('/x/y'),
    ),
    way(
      'an app around it that has its own error handling',
      (app, { gate, behind }) =>
        app.route(
          '/x',
          appOf((inner) => {
            inner.onError((error, c) => c.text(String(error), 500));
            inner.use(gate).get('/y', behind);
          }),
        ),
      at('/x/y'),
    ),
    way(
      'an app in an app, around it',
      (app, { gate, behind }) =>
        app.route(
          '/x',
          appOf((outer) =>
            outer.route(
              '/y',
              appOf((inner) => inner.use('*', gate).get('/z', behind)),
            ),
          ),
        ),
      at('/x/y/z'),
    ),
    way(
      'an app in an app, behind it',
      (app, { gate, behind }) =>
        app.use(gate).route(
          '/x',
          appOf((outer) =>
            outer.route(
              '/y',
              appOf((inner) => inner.get('/z', behind)),
            ),
          ),
        ),
      at('/x/y/z'),
    ),
    way(
      'an app mounted by fetch, behind it',
      (app, { gate, behind }) =>
        app.use('/x/*', gate).mount('/x', appOf((inner) => inner.get('/y', behind)).fetch),
      at('/x/y'),
    ),
    way(
      'an app mounted by fetch, around it',
      (app, { flags, gate, behind }) =>
        app.mount(
          '/x',
          appOf((inner) => {
            inner.onError((error, c) => c.text(String(error), 500));
            inner.use(flags, gate).get('/y', behind);
          }).fetch,
        ),
      at('/x/y'),
    ),
    way(
      'a base path',
      (app, { gate, behind }) => app.basePath('/base').use(gate).get('/x', behind),
      at('/base/x'),
    ),
    way(
      'a base path, the gate with a path',
      (app, { gate, behind }) => app.basePath('/base').use('/x/*', gate).get('/x', behind),
      at('/base/x'),
    ),
    way('every', (app, { gate, behind }) => app.use(every(passing, gate)).get('/x', behind), at('/x')),
    way('except', (app, { gate, behind }) => app.use(except('/w', gate)).get('/x', behind), at('/x')),
    way(
      'mounted twice',
      (app, { gate, behind }) => app.use(gate).use('/x/*', gate).get('/x', behind),
      at('/x'),
    ),
    way('after the body was read', (app, { gate, behind }) => app.use(reading).post('/x', gate, behind), {
      method: 'POST',
      path: '/x',
      body: 'a body',
    }),
    way('before the body is read', (app, { gate, behind }) => app.post('/x', gate, reading, behind), {
      method: 'POST',
      path: '/x',
      body: 'a body',
    }),
    way('error handling around it', (app, { gate, behind }) => app.use(answering, gate, behind)),
    way('error handling between it and what it closes', (app, { gate, behind }) =>
      app.use(gate, answering, behind),
    ),
    way('HEAD to app.use', (app, { gate, behind }) => app.use('/x/*', gate).get('/x', behind), {
      method: 'HEAD',
      path: '/x',
    }),
    way('HEAD to app.get', (app, { gate, behind }) => app.get('/x', gate, behind), {
      method: 'HEAD',
      path: '/x',
    }),
    way('OPTIONS to app.use', (app, { gate, behind }) => app.use('/x/*', gate).options('/x', behind), {
      method: 'OPTIONS',
      path: '/x',
    }),
    way('OPTIONS to app.all', (app, { gate, behind }) => app.all('/x', gate, behind), {
      method: 'OPTIONS',
      path: '/x',
    }),
    way('a slash at the end', (app, { gate, behind }) => app.use('/x/*', gate).get('/x/', behind), at('/x/')),
    way(
      'not strict about a slash at the end',
      (app, { gate, behind }) => app.use('/x', gate).get('/x', behind),
      at('/x'),
      () => new Hono({ strict: false }),
    ),
    way('an encoded path', (app, { gate, behind }) => app.get('/:id', gate, behind), at('/%78%2F%2e%2e')),
    way(
      'an encoded path below app.use',
      (app, { gate, behind }) => app.use('/x/*', gate).get('/x/*', behind),
      at('/x/%2e%2E%2F'),
    ),
    way('a query', (app, { gate, behind }) => app.get('/x', gate, behind), at('/x?enabled=1')),
    ...Object.entries({ RegExpRouter, TrieRouter, LinearRouter }).map(([name, Router]) =>
      way(
        `the ${name}`,
        (app, { gate, behind }) => app.use('/x/*', gate).get('/x/:id', behind),
        at('/x/y'),
        () => new Hono({ router: new Router() }),
      ),
    ),
    way('wrapped in a function', (app, { gate, behind }) => app.use((c, next) => gate(c, next), behind)),
    way('wrapped in an asynchronous function', (app, { gate, behind }) =>
      app.use(async (c, next) => {
        await Promise.resolve();
        return gate(c, next);
      }, behind),
    ),
    way('called with the handler as its next', (app, { gate, behind }) =>
      app.use((c, next) =>
        gate(c, async () => {
          c.res = (await behind(c, next)) as Response;
        }),
      ),
    ),
  ];
}
