import type { MountedParts, Mounting, MountingRequest } from '@halyard/conformance';
import type { ErrorRequestHandler, Express, NextFunction, Request, RequestHandler, Response } from 'express';
import { type ExpressModule, serveExpress } from './express-subject.js';

type Parts = MountedParts<RequestHandler>;

const passing: RequestHandler = (_request, _response, next) => next();

/** An error handler of the app's own, which answers. */
const answering: ErrorRequestHandler = (
  error: unknown,
  _request: Request,
  response: Response,
  _next: NextFunction,
) => {
  response.status(500).end(String(error));
};

/** Every way to put a gate before something in Express, of either version. */
export function expressMountings(express: ExpressModule): Mounting<RequestHandler>[] {
  const way = (
    name: string,
    build: (app: Express, parts: Parts) => void,
    asked: MountingRequest = {},
  ): Mounting<RequestHandler> => ({
    name,
    ...asked,
    serve: (parts) =>
      serveExpress(
        express,
        () => {},
        (app) => {
          build(app.use(parts.flags), parts);
        },
      ),
  });
  const at = (path: string): MountingRequest => ({ path });
  const routerOf = (build: (router: ReturnType<typeof express.Router>) => void): RequestHandler => {
    const router = express.Router();
    build(router);
    return router;
  };
  const appOf = (build: (app: Express) => void): RequestHandler => {
    const app = express();
    build(app);
    return app;
  };

  return [
    way('app.use', (app, { gate, behind }) => app.use(gate).use(behind)),
    way('app.use with several handlers', (app, { gate, behind }) => app.use(gate, passing, behind)),
    way('app.use with a path', (app, { gate, behind }) => app.use('/x', gate, behind), at('/x')),
    way(
      'app.use with a path, and what is below it',
      (app, { gate, behind }) => app.use('/x', gate, behind),
      at('/x/y/z'),
    ),
    way(
      'app.use with a path, apart from what it closes',
      (app, { gate, behind }) => app.use('/x', gate).use('/x', behind),
      at('/x'),
    ),
    way(
      'app.use with a path, before a route',
      (app, { gate, behind }) => app.use('/x', gate).get('/x/:id', behind),
      at('/x/1'),
    ),
    way(
      'app.use with several paths',
      (app, { gate, behind }) => app.use(['/w', '/x'], gate, behind),
      at('/x'),
    ),
    way('app.use with a pattern', (app, { gate, behind }) => app.use(/^\/x/, gate, behind), at('/x')),
    way('app.use with an array of handlers', (app, { gate, behind }) => app.use([gate, passing], behind)),
    way('app.get', (app, { gate, behind }) => app.get('/x', gate, behind), at('/x')),
    way(
      'app.get with an array of handlers',
      (app, { gate, behind }) => app.get('/x', [passing, gate], [behind]),
      at('/x'),
    ),
    way(
      'app.get, the gate in an earlier one',
      (app, { gate, behind }) => app.get('/x', gate).get('/x', behind),
      at('/x'),
    ),
    way('app.get with a parameter', (app, { gate, behind }) => app.get('/x/:id', gate, behind), at('/x/1')),
    way('app.post', (app, { gate, behind }) => app.post('/x', gate, behind), { method: 'POST', path: '/x' }),
    way('app.all', (app, { gate, behind }) => app.all('/x', gate, behind), at('/x')),
    way('a route chain', (app, { gate, behind }) => app.route('/x').all(gate).get(behind), at('/x')),
    way(
      'a route chain with a method',
      (app, { gate, behind }) => app.route('/x').get(gate).get(behind),
      at('/x'),
    ),
    way(
      'a router behind it',
      (app, { gate, behind }) =>
        app.use(
          '/x',
          gate,
          routerOf((r) => r.get('/y', behind)),
        ),
      at('/x/y'),
    ),
    way(
      'a router around it',
      (app, { gate, behind }) =>
        app.use(
          '/x',
          routerOf((r) => r.use(gate).get('/y', behind)),
        ),
      at('/x/y'),
    ),
    way(
      'a route of a router',
      (app, { gate, behind }) =>
        app.use(
          '/x',
          routerOf((r) => r.get('/y', gate, behind)),
        ),
      at('/x/y'),
    ),
    way(
      'a router in a router behind it',
      (app, { gate, behind }) =>
        app.use(
          gate,
          routerOf((outer) =>
            outer.use(
              '/x',
              routerOf((inner) => inner.get('/y', behind)),
            ),
          ),
        ),
      at('/x/y'),
    ),
    way(
      'a router in a router, around it',
      (app, { gate, behind }) =>
        app.use(
          '/x',
          routerOf((outer) =>
            outer.use(
              '/y',
              routerOf((inner) => inner.use(gate).get('/z', behind)),
            ),
          ),
        ),
      at('/x/y/z'),
    ),
    way(
      'a router before the one that it closes',
      (app, { gate, behind }) =>
        app.use(
          '/x',
          routerOf((r) => r.use(gate)),
          routerOf((r) => r.use(behind)),
        ),
      at('/x'),
    ),
    way(
      'an app behind it',
      (app, { gate, behind }) =>
        app.use(
          '/x',
          gate,
          appOf((inner) => inner.get('/y', behind)),
        ),
      at('/x/y'),
    ),
    way(
      'an app around it',
      (app, { gate, behind }) =>
        app.use(
          '/x',
          appOf((inner) => inner.get('/y', gate, behind)),
        ),
      at('/x/y'),
    ),
    way(
      'a base path',
      (app, { gate, behind }) =>
        app.use(
          '/base/v1',
          routerOf((r) => r.use('/x', gate, behind)),
        ),
      at('/base/v1/x'),
    ),
    way('mounted twice', (app, { gate, behind }) => app.use(gate).use('/x', gate, behind), at('/x')),
    way(
      'after a body parser',
      (app, { gate, behind }) => app.use(express.text({ type: () => true })).post('/x', gate, behind),
      {
        method: 'POST',
        path: '/x',
        body: 'a body',
      },
    ),
    way(
      'before a body parser',
      (app, { gate, behind }) => app.post('/x', gate, express.text({ type: () => true }), behind),
      {
        method: 'POST',
        path: '/x',
        body: 'a body',
      },
    ),
    way('an error handler before and after it', (app, { gate, behind }) =>
      app.use(answering).use(gate, behind).use(answering),
    ),
    way('an error handler between it and what it closes', (app, { gate, behind }) =>
      app.use(gate).use(answering).use(behind),
    ),
    way('HEAD to app.use', (app, { gate, behind }) => app.use('/x', gate, behind), {
      method: 'HEAD',
      path: '/x',
    }),
    way('HEAD to app.get', (app, { gate, behind }) => app.get('/x', gate, behind), {
      method: 'HEAD',
      path: '/x',
    }),
    way('OPTIONS to app.use', (app, { gate, behind }) => app.use('/x', gate, behind), {
      method: 'OPTIONS',
      path: '/x',
    }),
    way('OPTIONS to app.all', (app, { gate, behind }) => app.all('/x', gate, behind), {
      method: 'OPTIONS',
      path: '/x',
    }),
    way('a slash at the end, app.use', (app, { gate, behind }) => app.use('/x', gate, behind), at('/x/')),
    way('a slash at the end, app.get', (app, { gate, behind }) => app.get('/x', gate, behind), at('/x/')),
    way('an encoded path', (app, { gate, behind }) => app.get('/:id', gate, behind), at('/%78%2F%2e%2e')),
    way(
      'an encoded path below app.use',
      (app, { gate, behind }) => app.use('/x', gate, behind),
      at('/x/%2e%2E%2F'),
    ),
    way('capital letters', (app, { gate, behind }) => app.use('/x', gate, behind), at('/X')),
    way('a query', (app, { gate, behind }) => app.get('/x', gate, behind), at('/x?enabled=1')),
    way('wrapped in a function', (app, { gate, behind }) =>
      app.use((req, res, next) => gate(req, res, next), behind),
    ),
    way('wrapped in an asynchronous function', (app, { gate, behind }) =>
      app.use((req, res, next) => {
        Promise.resolve()
          .then(() => gate(req, res, next))
          .catch(next);
      }, behind),
    ),
    way('called with the handler as its next', (app, { gate, behind }) =>
      app.use((req, res, next) =>
        gate(req, res, (error?: unknown) => (error ? next(error) : void behind(req, res, next))),
      ),
    ),
  ];
}
