import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Dispatcher } from '../dispatcher.js';
import { pathUnder } from '../http/base-path.js';
import { rawPathOf } from '../http/raw-path.js';
import { sendAnswer } from './send-answer.js';
import { webRequest } from './web-request.js';

/** The used part of Koa's context. */
export interface KoaContext {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly originalUrl: string;
  /** What is left of the path behind everything that removed a part of it. */
  readonly path: string;
  /** The path that `koa-mount` removed; of several, the innermost. */
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
    const { req, res, originalUrl } = context;
    const { body } = context.request as { readonly body?: unknown };
    const arrived = { message: req, response: res, target: originalUrl, parsed: body };
    const rawPath = rawPathOf(originalUrl);
    const base = mountedAt(rawPath, context) + basePath;
    if (pathUnder(base, rawPath) === undefined) return next();
    const request = webRequest(arrived);
    const answer =
      request instanceof Response
        ? request
        : await dispatcher.answer(request, { base, rawPath, incoming: context });
    // Bypasses Koa, which would not close the connection of an event stream with a slow client.
    context.respond = false;
    return sendAnswer(answer, res);
  };
}

/** What `koa-mount` removed from the front of a path, however deep the mounts are nested. */
function mountedAt(rawPath: string, { path, mountPath = '' }: KoaContext): string {
  if (rawPath.endsWith(path)) return rawPath.slice(0, -path.length);
  // A mount leaves "/" of its own path without a slash at the end. Anything else was rewritten.
  return path === '/' ? rawPath : mountPath;
}
