import type { MountedParts, Mounting, MountingRequest } from '@halyard/conformance';
import type { Handler } from '@halyard/node';
import type { Polka } from 'polka';
import { polkaApp, servePolka } from './polka-subject.js';

type Parts = MountedParts<Handler>;

const passing: Handler = (_request, _response, next) => next();

/** Every way to put a gate before something in polka. */
export function polkaMountings(): Mounting<Handler>[] {
  const way = (
    name: string,
    build: (app: Polka, parts: Parts) => unknown,
    asked: MountingRequest = {},
  ): Mounting<Handler> => ({
    name,
    ...asked,
    serve(parts) {
      const app = polkaApp().use(parts.flags);
      build(app, parts);
      return servePolka(app);
    },
  });
  const at = (path: string): MountingRequest => ({ path });

  return [
    way('for the app, before a route', (app, { gate, behind }) => app.use(gate).get('/x', behind), at('/x')),
    way('for the app, after a route', (app, { gate, behind }) => app.get('/x', behind).use(gate), at('/x')),
    way('for the app, with others', (app, { gate, behind }) => app.use(passing, gate, passing, behind)),
    way('for the app, twice', (app, { gate, behind }) => app.use(gate).use(gate).use(behind)),
    way('a route', (app, { gate, behind }) => app.get('/x', gate, behind), at('/x')),
    way(
      'a route with several handlers',
      (app, { gate, behind }) => app.get('/x', passing, gate, passing, behind),
      at('/x'),
    ),
    way('a route of all methods', (app, { gate, behind }) => app.all('/x', gate, behind), at('/x')),
    way('a route with a parameter', (app, { gate, behind }) => app.get('/x/:id', gate, behind), at('/x/1')),
    way('a route with a star', (app, { gate, behind }) => app.get('/x/*', gate, behind), at('/x/y/z')),
    way(
      'a path, before a route',
      (app, { gate, behind }) => app.use('/x', gate).get('/x/y', behind),
      at('/x/y'),
    ),
    way(
      'a path, before middleware of it',
      (app, { gate, behind }) => app.use('/x', gate, behind),
      at('/x/y'),
    ),
    way(
      'a path, and the path itself',
      (app, { gate, behind }) => app.use('/x', gate).get('/x', behind),
      at('/x'),
    ),
    way(
      'an app in the app, behind it',
      (app, { gate, behind }) => app.use(gate).use('/x', polkaApp().get('/y', behind)),
      at('/x/y'),
    ),
    way(
      'an app in the app, behind its path',
      (app, { gate, behind }) => app.use('/x', gate).use('/x', polkaApp().get('/y', behind)),
      at('/x/y'),
    ),
    way(
      'an app in the app, in it',
      (app, { gate, behind }) => app.use('/x', polkaApp().use(gate).get('/y', behind)),
      at('/x/y'),
    ),
    ...['POST', 'OPTIONS', 'HEAD'].map((method) =>
      way(`${method} to a route`, (app, { gate, behind }) => app.add(method as 'GET', '/x', gate, behind), {
        method,
        path: '/x',
        ...(method === 'POST' ? { body: 'a body' } : {}),
      }),
    ),
    way('an encoded path', (app, { gate, behind }) => app.get('/:id', gate, behind), at('/%78%2F%2e%2e')),
    way('a query', (app, { gate, behind }) => app.get('/x', gate, behind), at('/x?enabled=1')),
  ];
}
