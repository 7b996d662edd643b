import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Dispatcher } from '../dispatcher.js';
import { pathUnder } from '../http/base-path.js';
import { rawPathOf } from '../http/raw-path.js';
import { sendAnswer } from './send-answer.js';
import { webRequest } from './web-request.js';

/** Handles requests of node:http and, as middleware, of Express. */
export type NodeHandler = (
  request: IncomingMessage,
  response: ServerResponse,
  next?: (error?: unknown) => void,
) => void;

/** The properties that Express and body parsers add to a request. */
interface MountedMessage extends IncomingMessage {
  /** The target before a router removed its own path. */
  readonly originalUrl?: string;
  /** The path that routers removed. */
  readonly baseUrl?: string;
  readonly body?: unknown;
}

/** The dispatcher for node:http and Express. */
export function nodeHandler(dispatcher: Dispatcher, basePath: string): NodeHandler {
  return function halyardAdmin(message: MountedMessage, response, next) {
    const base = (message.baseUrl ?? '') + basePath;
    const target = message.originalUrl ?? message.url ?? '/';
    const arrived = { message, response, target, parsed: message.body };
    const rawPath = rawPathOf(target);
    if (next !== undefined && pathUnder(base, rawPath) === undefined) return next();
    const request = webRequest(arrived);
    if (request instanceof Response) return sendAnswer(request, response);
    void dispatcher
      .answer(request, { base, rawPath, incoming: message })
      .then((answer) => sendAnswer(answer, response));
  };
}
