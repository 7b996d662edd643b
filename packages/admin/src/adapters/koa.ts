import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Dispatcher } from '../dispatcher.js';
import { pathUnder } from '../http/base-path.js';
import { sendAnswer } from './send-answer.js';
import { urlOf, webRequest } from './web-request.js';

/** The used part of Koa's context. */
export interface KoaContext {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly originalUrl: string;
  /** The path that `koa-mount` removed. */
  readonly mountPath?: string | undefined;
  /** Body parsers store the parsed body here, as `body`. */
  readonly request: object;
  respond?: boolean | undefined;
}

/** Middleware for Koa. */
export type KoaMiddleware = (context: KoaContext, next: () => Promise<unknown>) => Promise<unknown>;

/** The dispatcher for Koa. Requests outside its path go on to `next`. */
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
    // Bypasses Koa, which would not close the connection of an event stream with a slow client.
    context.respond = false;
    return sendAnswer(answer, res);
  };
}
