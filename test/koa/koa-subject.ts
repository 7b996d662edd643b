import type { AdapterSubject, Mounting, RunningApp, SuiteHandler, SuiteResponse } from '@halyard/conformance';
import * as adapter from '@halyard/koa';
import { Router } from '@koa/router';
import type Koa from 'koa';
import type { Context, Middleware } from 'koa';
import { serveApp } from '../support/serve-app.js';

/** What `import Koa from 'koa'` gives; the same for Koa 2 as far as the suite goes. */
export type KoaClass = typeof Koa;

/** The suite's way to one version of Koa. */
export function koaSubject(
  name: string,
  framework: KoaClass,
  mountings: readonly Mounting<Middleware>[],
): AdapterSubject<Middleware, Context> {
  return {
    name,
    adapter,
    mountings,
    middleware,
    serve: (handlers, onError) =>
      serveKoa(framework, onError, (app) => {
        for (const handler of handlers) app.use(handler);
      }),
    flags: (ctx) => ctx.flags,
    header: (ctx, header) => ctx.get(header) || undefined,
    nestings: [
      {
        name: 'a router',
        nest: (handler) => new Router().get('/nested', handler).middleware() as Middleware,
      },
    ],
  };
}

/** Serves an app that is quiet about errors on the console. */
export function serveKoa(
  framework: KoaClass,
  onError: (error: unknown) => void,
  build: (app: Koa) => void,
): Promise<RunningApp> {
  const app = new framework();
  app.on('error', onError);
  build(app);
  return serveApp(app.callback());
}

function middleware(handler: SuiteHandler<Context>): Middleware {
  return (ctx, next) => {
    const finish = (answer: string | undefined): unknown => {
      if (answer === undefined) return next();
      ctx.body = answer;
      return undefined;
    };
    const answer = handler(ctx, responseOf(ctx));
    return typeof answer === 'object' ? answer.then(finish) : finish(answer);
  };
}

function responseOf(ctx: Context): SuiteResponse {
  return {
    setHeader: (name, value) => ctx.set(name, value),
    write(text) {
      ctx.status = 200;
      ctx.res.write(text);
    },
    end: () => ctx.res.end(),
  };
}
