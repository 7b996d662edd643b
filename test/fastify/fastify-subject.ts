import type { AdapterSubject, Mounting, RunningApp, SuiteHandler, SuiteResponse } from '@halyard/conformance';
import * as adapter from '@halyard/fastify';
import fastify, {
  type FastifyInstance,
  type FastifyPluginCallback,
  type FastifyReply,
  type FastifyRequest,
  type RouteHandlerMethod,
} from 'fastify';

type Next = (error?: Error) => void;
type FastifyMiddlewareHook = (request: FastifyRequest, reply: FastifyReply, done: Next) => unknown;

/**
 * What the suite takes for middleware: a plugin, a hook, which has three parameters, or a handler, which has two. The last
 * parameter of the suite's own is missing where Fastify calls one as the handler of a route.
 */
export type FastifyMiddleware = (...args: never) => unknown;

/** The suite's way to Fastify. */
export function fastifySubject(
  name: string,
  mountings: readonly Mounting<FastifyMiddleware>[],
): AdapterSubject<FastifyMiddleware, FastifyRequest> {
  return {
    name,
    adapter: adapter as unknown as AdapterSubject<FastifyMiddleware, FastifyRequest>['adapter'],
    mountings,
    middleware,
    serve: (all, onError) => serveFastify(onError, (app) => mountAll(app, all)),
    flags: (request) => request.flags,
    header: (request, header) => request.headers[header] as string | undefined,
  };
}

/** Serves an app. */
export async function serveFastify(
  onError: (error: unknown) => void,
  build: (app: FastifyInstance) => unknown,
  app: FastifyInstance = fastify(),
): Promise<RunningApp> {
  app.addHook('onError', async (_request, _reply, error) => onError(error));
  await build(app);
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  const close = (): Promise<void> => {
    app.server.closeAllConnections();
    return app.close();
  };
  return { origin, close };
}

/**
 * Plugins and hooks in a row; then the first handler, for every route; then the rest, which answers what that leaves to the
 * app's own 404.
 */
async function mountAll(app: FastifyInstance, all: readonly FastifyMiddleware[]): Promise<void> {
  for (const [index, each] of all.entries()) {
    if (isPlugin(each)) {
      await app.register(each);
    } else if (each.length === 3) {
      app.addHook('onRequest', withoutPromise(each as FastifyMiddlewareHook));
    } else {
      app.all('/*', each as RouteHandlerMethod);
      const rest = all[index + 1] as RouteHandlerMethod | undefined;
      if (rest !== undefined) app.setNotFoundHandler(rest);
      return;
    }
  }
}

/** A hook that calls `done` must not return a promise too: its end would count as a second call. */
function withoutPromise(hook: FastifyMiddlewareHook): FastifyMiddlewareHook {
  return (request, reply, done) => {
    const result = hook(request, reply, done);
    if (result instanceof Promise) result.catch(done);
  };
}

function isPlugin(each: FastifyMiddleware): each is FastifyPluginCallback {
  return Symbol.for('skip-override') in each;
}

function middleware(handler: SuiteHandler<FastifyRequest>): FastifyMiddleware {
  return (request: FastifyRequest, reply: FastifyReply, next: Next | undefined): unknown => {
    const goOn = next ?? (() => reply.callNotFound());
    const finish = (text: string | undefined): void => void (text === undefined ? goOn() : reply.send(text));
    const text = handler(request, responseOf(reply));
    if (typeof text !== 'object') return finish(text);
    return text.then(finish);
  };
}

function responseOf(reply: FastifyReply): SuiteResponse {
  return {
    setHeader: (name, value) => reply.header(name, value),
    write: (text) => reply.raw.write(text),
    end: () => reply.raw.end(),
  };
}
