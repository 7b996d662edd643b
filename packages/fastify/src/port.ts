import { type GatePort, headersOfNode, type MountPort } from '@halyard/core/adapter';
import type { FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import onHeaders from 'on-headers';
import type { ClosedHandler, NextFunction } from './options.js';

type Port = GatePort<FastifyRequest, FastifyReply, NextFunction, ClosedHandler>;

const fastify = {
  framework: 'Fastify',
  recognizes: (request: FastifyRequest): boolean => 'routeOptions' in request,
};

const shared: Omit<Port, 'respond' | 'call' | 'fail'> = {
  ...fastify,
  mounting: 'app.register(featureFlags(flags))',
  accepts: (request, mediaTypes) => new Negotiator(request).mediaType(mediaTypes),
  headersSent: (reply) => reply.sent || reply.raw.headersSent,
  headerNames: (reply) => Object.keys(reply.getHeaders()),
  setHeader: (reply, name, value) => reply.header(name, value),
  // Fastify 5.0 leaves what was set on the response of Node.
  removeHeader: (reply, name) => reply.removeHeader(name).raw.removeHeader(name),
  vary: (reply, field) => reply.header('Vary', [reply.getHeader('Vary') ?? [], field].flat().join(', ')),
};

/** A hook of Fastify, as `featureFlags` uses it. */
export const mountPort: MountPort<FastifyRequest, FastifyReply, NextFunction> = {
  ...fastify,
  header: (request, name) => request.headers[name]?.toString(),
  goOn(_request, { raw }, next, change) {
    onHeaders(raw, () => change(headersOfNode(raw)));
    next();
  },
  fail: (error, next) => next(error),
};

/** A hook of Fastify, as a gate uses it. It ends by calling `done`, and not by what it returns. */
export const hookPort: Port = {
  ...shared,
  respond: (request, reply, status, body) => void answer(request, reply, status, body),
  call: (handler, request, reply, next) => sendResult(handler(request, reply, next), reply),
  fail: (error, next) => next(error),
};

/** A handler of Fastify, which handles what it returns, throws or rejects with. */
export const handlerPort: Port = {
  ...shared,
  respond: answer,
  // A handler that returns nothing answers later; a promise of nothing would answer with nothing.
  call(handler, request, reply, next) {
    const result = handler.call(request.server, request, reply, next);
    return result === undefined ? reply : result;
  },
};

/** The `next` of a handler: goes past it, to the app's own 404. */
export function past(reply: FastifyReply): NextFunction {
  return (error) => {
    if (error === undefined) reply.callNotFound();
    else reply.send(error);
    return reply;
  };
}

function answer(request: FastifyRequest, reply: FastifyReply, status: number, body: string): FastifyReply {
  // As bytes, because Fastify adds a charset to text whose type is JSON.
  return reply.code(status).send(request.method === 'HEAD' ? undefined : Buffer.from(body));
}

/** Sends what a handler returned, as Fastify does after a handler. A promise waits for it. */
function sendResult(result: unknown, reply: FastifyReply): Promise<void> | undefined {
  // Awaiting the reply itself waits for its end.
  if (result === undefined || result === reply) return undefined;
  if (result instanceof Promise) return result.then((payload) => sendResult(payload, reply));
  return void reply.send(result);
}
