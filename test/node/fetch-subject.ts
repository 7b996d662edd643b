import type { AdapterSubject, Mounting, RunningApp, SuiteHandler, SuiteResponse } from '@halyard/conformance';
import * as adapter from '@halyard/node/fetch';
import type { Handler } from '@halyard/node/fetch';
import { getRequestListener } from '@hono/node-server';
import { serveApp } from '../support/serve-app.js';

/** The suite's way to servers that answer a `Request` with a `Response`. */
export function fetchSubject(
  name: string,
  mountings: readonly Mounting<Handler>[],
): AdapterSubject<Handler, Request> {
  return {
    name,
    adapter,
    mountings,
    middleware,
    serve: serveFetch,
    flags: (request) => adapter.requestFlags(request),
    header: (request, header) => request.headers.get(header) ?? undefined,
    lacks: { response: 'a response is made when it is answered' },
    nestings: [
      {
        name: 'a choice by path',
        nest: (handler) => (request, next) =>
          new URL(request.url).pathname === '/nested' ? handler(request, next) : next(),
      },
      {
        name: 'a choice by path that leaves the rest',
        nest: (handler) => (request, next) =>
          new URL(request.url).pathname === '/nested' ? handler(request, next) : undefined,
      },
    ],
  };
}

/** Serves handlers in a row, and answers errors as they say themselves. */
export function serveFetch(
  handlers: readonly Handler[],
  onError: (error: unknown) => void,
): Promise<RunningApp> {
  const all = inARow(handlers);
  const answer = async (request: Request): Promise<Response> => {
    try {
      return (await all(request, () => undefined)) ?? new Response('nothing here', { status: 404 });
    } catch (error) {
      onError(error);
      const { getResponse } = error as { getResponse?: () => Response };
      return getResponse?.call(error) ?? new Response(undefined, { status: 500 });
    }
  };
  return serveApp(getRequestListener(answer));
}

/** One handler that runs each of these while those before it leave the request to it. */
export function inARow(handlers: readonly Handler[]): Handler {
  return (request, next) => {
    const run = async (index: number): Promise<Response | undefined> => {
      const handler = handlers[index];
      if (handler === undefined) return next();
      let rest: Promise<Response | undefined> | undefined;
      const answer = await handler(request, () => (rest ??= run(index + 1)));
      return answer ?? rest ?? run(index + 1);
    };
    return run(0);
  };
}

function middleware(handler: SuiteHandler<Request>): Handler {
  return (request, next) => {
    const finish = (text: string | undefined): ReturnType<Handler> =>
      text === undefined ? next() : new Response(text);
    const text = handler(request, NO_RESPONSE);
    return typeof text === 'object' ? text.then(finish) : finish(text);
  };
}

const NO_RESPONSE = {} as SuiteResponse;
