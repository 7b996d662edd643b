import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AdapterSubject, Mounting, RunningApp, SuiteHandler } from '@halyard/conformance';
import * as adapter from '@halyard/node';
import type { Handler, NextFunction } from '@halyard/node';
import { serveApp } from '../support/serve-app.js';

/** Starts a server with this listener. */
export type Listen = (listener: RequestListener) => Promise<RunningApp>;

/** The suite's way to `node:http`, or to another server of Node. */
export function nodeSubject(
  name: string,
  mountings: readonly Mounting<Handler>[],
  listen: Listen = serveApp,
): AdapterSubject<Handler, IncomingMessage> {
  return {
    name,
    adapter,
    mountings,
    middleware,
    serve: (handlers, onError) => serveNode(handlers, onError, listen),
    flags: (request) => request.flags,
    header: (request, header) => request.headers[header] as string | undefined,
    nestings: [
      {
        name: 'a choice by path',
        nest: (handler) => (request, response, next) =>
          request.url === '/nested' ? handler(request, response, next) : next(),
      },
    ],
  };
}

/** Serves handlers in a row, and answers errors with their status and headers. */
export function serveNode(
  handlers: readonly Handler[],
  onError: (error: unknown) => void,
  listen: Listen = serveApp,
): Promise<RunningApp> {
  const all = inARow(handlers);
  return listen((request, response) => {
    const last = (error?: unknown): void => {
      if (error !== undefined) onError(error);
      answerError(response, error);
    };
    try {
      const result = all(request, response, last);
      if (result instanceof Promise) result.catch(last);
    } catch (error) {
      last(error);
    }
  });
}

/** One handler that runs each of these when the one before it calls `next()`. */
export function inARow(handlers: readonly Handler[]): Handler {
  return (request, response, next) => {
    const run = (index: number): unknown => {
      const handler = handlers[index];
      if (handler === undefined) return next();
      const goOn: NextFunction = (error) => void (error === undefined ? run(index + 1) : next(error));
      return handler(request, response, goOn);
    };
    return run(0);
  };
}

/** Answers with the status and the headers of an error, or 404. */
export function answerError(response: ServerResponse, error: unknown): void {
  const { status = 500, headers = {} } = (error ?? { status: 404 }) as {
    status?: number;
    headers?: Record<string, string>;
  };
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.statusCode = status;
  response.end();
}

function middleware(handler: SuiteHandler<IncomingMessage>): Handler {
  return (request, response, next) => {
    const finish = (text: string | undefined): void => {
      if (text === undefined) next();
      else response.end(text);
    };
    const text = handler(request, response);
    return typeof text === 'object' ? text.then(finish) : finish(text);
  };
}
