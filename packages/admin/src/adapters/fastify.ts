import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Dispatcher } from '../dispatcher.js';
import { rawPathOf } from '../http/raw-path.js';
import { sendAnswer } from './send-answer.js';
import { webRequest } from './web-request.js';

/** The used part of a request of Fastify. */
export interface FastifyRequestPart {
  /** Node's own request. */
  readonly raw: IncomingMessage;
  /** The target, as the app's `rewriteUrl` left it. */
  readonly url: string;
}

/** The used part of Fastify's reply. */
export interface FastifyReplyPart {
  /** Node's own response. */
  readonly raw: ServerResponse;
  /** The headers that hooks have set. */
  getHeaders(): Record<string, number | string | string[] | undefined>;
  /** Leaves the answer to the handler. */
  hijack(): unknown;
}

/** The used part of the Fastify app that a plugin is registered in. */
export interface FastifyScope {
  /** The prefix of the plugin, and of those around it. */
  readonly prefix: string;
  /** Has the plugin parse no body. */
  removeAllContentTypeParsers(): unknown;
  /** Adds a parser for this type, `*` for every other. */
  addContentTypeParser(
    type: string,
    parser: (request: unknown, payload: unknown, done: (error: null) => void) => void,
  ): unknown;
  /** Adds a route for every method. */
  all(
    path: string,
    handler: (request: FastifyRequestPart, reply: FastifyReplyPart) => Promise<void>,
  ): unknown;
}

/** A plugin for Fastify. */
export type FastifyPlugin = (scope: FastifyScope, options: object, done: () => void) => void;

/** The dispatcher for Fastify, below the prefix of the plugin. */
export function fastifyPlugin(dispatcher: Dispatcher, basePath: string): FastifyPlugin {
  return function halyardAdmin(scope, _options, done) {
    // In this plugin bodies are not parsed: the API takes types that Fastify refuses, and has a limit of its own.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', (_request, _payload, parsed) => parsed(null));
    const base = scope.prefix + basePath;
    const answerIn = async (request: FastifyRequestPart, reply: FastifyReplyPart): Promise<void> => {
      const arrived = { message: request.raw, response: reply.raw, target: request.url };
      const rawPath = rawPathOf(request.url);
      const asked = webRequest(arrived);
      const answer =
        asked instanceof Response
          ? asked
          : await dispatcher.answer(asked, { base, rawPath, incoming: request });
      // Bypasses Fastify, whose reply would replace the Vary of the app.
      reply.hijack();
      for (const [name, value] of Object.entries(reply.getHeaders())) {
        if (value !== undefined) reply.raw.setHeader(name, value);
      }
      sendAnswer(answer, reply.raw);
    };
    scope.all(basePath === '' ? '/' : basePath, answerIn);
    scope.all(`${basePath}/*`, answerIn);
    done();
  };
}
