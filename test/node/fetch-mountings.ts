import type { MountedParts, Mounting, MountingRequest } from '@halyard/conformance';
import type { FlagsMiddleware, Handler, Middleware } from '@halyard/node/fetch';
import { inARow, serveFetch } from './fetch-subject.js';

type Parts = MountedParts<Handler>;

const passing: Handler = (_request, next) => next();

/** Every way to put a gate before something in a fetch-style server. */
export function fetchMountings(): Mounting<Handler>[] {
  const way = (
    name: string,
    build: (parts: Parts) => readonly Handler[],
    asked: MountingRequest = {},
  ): Mounting<Handler> => ({
    name,
    ...asked,
    serve: (parts) => serveFetch([parts.flags, ...build(parts)], () => {}),
  });

  return [
    way('in a row', ({ gate, behind }) => [gate, behind]),
    way('in a row, apart from what it closes', ({ gate, behind }) => [gate, passing, behind]),
    way('in a row of its own', ({ gate, behind }) => [inARow([gate, behind])]),
    way('in a row of its own, before what it closes', ({ gate, behind }) => [inARow([gate]), behind]),
    way('twice', ({ gate, behind }) => [gate, gate, behind]),
    way('before a handler, by its answer', ({ gate, behind }) => [
      async (request, next) => (await (gate as Middleware)(request)) ?? behind(request, next),
    ]),
    way('before a handler, all by their answers', ({ flags, gate, behind }) => [
      async (request, next) => {
        const answer = (flags as FlagsMiddleware)(request) ?? (await (gate as Middleware)(request));
        return answer ?? behind(request, next);
      },
    ]),
    way('around a handler', ({ gate, behind }) => [
      (request, next) => gate(request, () => behind(request, next)),
    ]),
    way('in an asynchronous function', ({ gate, behind }) => [
      async (request, next) => {
        await Promise.resolve();
        return gate(request, next);
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
