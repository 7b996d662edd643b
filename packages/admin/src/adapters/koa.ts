import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Dispatcher } from '../dispatcher.js';
import { pathUnder } from '../http/base-path.js';
import { sendAnswer } from './send-answer.js';
import { urlOf, webRequest } from './web-request.js';

/** What is used of Koa's context. */
export interface KoaContext {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly originalUrl: string;
  /** The path that `koa-mount` took off. */
  readonly mountPath?: string | undefined;
  /** Where body parsers leave a body, as `body`. */
  readonly request: object;
  respond?: boolean | undefined;
}

/** Middleware for Koa. */
export type KoaMiddleware = (context: KoaContext, next: () => Promise<unknown>) => Promise<unknown>;

/** The dispatcher for Koa. What is not under its path goes on to `next`. */
export function koaMiddleware(dispatcher: Dispatcher, basePath: string): KoaMiddleware {
  return async function halyardAdmin(context, next) {
    const { req, res, originalUrl, mountPath = '' } = context;
    const { body } = context.request as { readonly body?: unknown };
    const arrived = { message: req, target: originalUrl, parsed: body };
    const base = mountPath + basePath;
    const url = urlOf(arrived);
    if (pathUnder(base, url.pathname) === undefined) return next();
    const request = webRequest(arrived, url);
    const answer =
      request instanceof Response ? request : await dispatcher.answer(request, { base, incoming: context });
    // Sent past Koa, which would not end the connection of an event stream whose client is too slow.
    context.respond = false;
    return sendAnswer(answer, res);
  };
}
