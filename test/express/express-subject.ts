import type { AdapterSubject, Mounting, RunningApp, SuiteHandler } from '@halyard/conformance';
import * as adapter from '@halyard/express';
import type { Express, NextFunction, Request, RequestHandler, Response } from 'express';
import type express from 'express';
import { serveApp } from '../support/serve-app.js';

/** What `import express from 'express'` gives; the same for Express 4 as far as the suite goes. */
export type ExpressModule = typeof express;

/** The suite's way to one version of Express. */
export function expressSubject(
  name: string,
  framework: ExpressModule,
  mountings: readonly Mounting<RequestHandler>[],
): AdapterSubject<RequestHandler, Request> {
  return {
    name,
    adapter,
    mountings,
    middleware,
    serve: (handlers, onError) => serveExpress(framework, onError, (app) => app.use(...handlers)),
    flags: (request) => request.flags,
    header: (request, header) => request.get(header),
    nestings: [
      { name: 'a router', nest: (handler) => framework.Router().get('/nested', handler) },
      { name: 'an app', nest: (handler) => framework().get('/nested', handler) },
    ],
  };
}

/** Serves an app that is quiet about errors on the console and does not show them to clients. */
export function serveExpress(
  framework: ExpressModule,
  onError: (error: unknown) => void,
  build: (app: Express) => void,
): Promise<RunningApp> {
  const app = framework();
  app.set('env', 'test');
  build(app);
  app.use((error: unknown, _request: Request, _response: Response, next: NextFunction) => {
    onError(error);
    next(error);
  });
  return serveApp(app);
}

function middleware(handler: SuiteHandler<Request>): RequestHandler {
  return (request, response, next) => {
    const finish = (answer: string | undefined): void => {
      if (answer === undefined) next();
      else response.end(answer);
    };
    const answer = handler(request, response);
    if (typeof answer !== 'object') return finish(answer);
    return answer.then(finish);
  };
}
