import type { MountedParts, Mounting, MountingRequest } from '@halyard/conformance';
import type { Handler } from '@halyard/node';
import { inARow, type Listen, serveNode } from './node-subject.js';

type Parts = MountedParts<Handler>;

const passing: Handler = (_request, _response, next) => next();

/** Every way to put a gate before something without a framework. */
export function nodeMountings(listen?: Listen): Mounting<Handler>[] {
  const way = (
    name: string,
    build: (parts: Parts) => readonly Handler[],
    asked: MountingRequest = {},
  ): Mounting<Handler> => ({
    name,
    ...asked,
    serve: (parts) => serveNode([parts.flags, ...build(parts)], () => {}, listen),
  });

  return [
    way('in a row', ({ gate, behind }) => [gate, behind]),
    way('in a row, apart from what it closes', ({ gate, behind }) => [gate, passing, behind]),
    way('in a row of its own', ({ gate, behind }) => [inARow([gate, behind])]),
    way('in a row of its own, before what it closes', ({ gate, behind }) => [inARow([gate]), behind]),
    way('twice', ({ gate, behind }) => [gate, gate, behind]),
    way('around a handler, by hand', ({ gate, behind }) => [
      (request, response, next) =>
        gate(request, response, (error) => (error ? next(error) : void behind(request, response, next))),
    ]),
    way('in an asynchronous function', ({ gate, behind }) => [
      async (request, response, next) => {
        await Promise.resolve();
        return gate(request, response, next);
      },
      behind,
    ]),
    ...['GET', 'POST', 'OPTIONS', 'HEAD'].map((method) =>
      way(`${method} below a path`, ({ gate, behind }) => [gate, behind], {
        method,
        path: '/x/%2e%2E?enabled=1',
        ...(method === 'POST' ? { body: 'a body' } : {}),
      }),
    ),
  ];
}
