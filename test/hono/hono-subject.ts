import type { AdapterSubject, Mounting, RunningApp, SuiteHandler, SuiteResponse } from '@halyard/conformance';
import * as adapter from '@halyard/hono';
import { getRequestListener } from '@hono/node-server';
import { type Context, type ErrorHandler, Hono, type MiddlewareHandler } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { serveApp } from '../support/serve-app.js';

/** The suite's way to Hono, on the server that `@hono/node-server` makes of Node's. */
export function honoSubject(
  name: string,
  mountings: readonly Mounting<MiddlewareHandler>[],
): AdapterSubject<MiddlewareHandler, Context> {
  return {
    name,
    adapter,
    mountings,
    middleware,
    serve: (handlers, onError) => serveHono(onError, (app) => app.use(...handlers)),
    flags: (c) => c.get('flags'),
    header: (c, header) => c.req.header(header),
  };
}

/** Serves an app that is quiet about errors on the console. */
export function serveHono(
  onError: (error: unknown) => void,
  build: (app: Hono) => void,
  app: Hono = new Hono(),
): Promise<RunningApp> {
  // Private in the types only.
  const { errorHandler } = app as unknown as { errorHandler: ErrorHandler };
  app.onError((error, c) => {
    onError(error);
    // Hono prints what does not bring an answer.
    return errorHandler('getResponse' in error ? error : new HTTPException(500), c);
  });
  build(app);
  return serveApp(getRequestListener(app.fetch));
}

function middleware(handler: SuiteHandler<Context>): MiddlewareHandler {
  return (c, next) => {
    const finish = (answer: string | undefined): Promise<Response | void> =>
      answer === undefined ? next() : Promise.resolve(c.text(answer));
    const answer = handler(c, responseOf(c));
    return typeof answer === 'object' ? answer.then(finish) : finish(answer);
  };
}

function responseOf(c: Context): SuiteResponse {
  return {
    setHeader: (name, value) => c.header(name, value),
    write(text) {
      c.res = c.text(text);
    },
    end() {},
  };
}
