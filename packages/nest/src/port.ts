import type { IncomingMessage, ServerResponse } from 'node:http';
import { type GateNext, type GatePort, headersOfNode, type MountPort } from '@halyard/core/adapter';
import type { ExecutionContext } from '@nestjs/common';
import Negotiator from 'negotiator';
import onHeaders from 'on-headers';
import type { ClosedHandler } from './options.js';

/** The used part of a reply of Fastify. */
interface FastifyReplyPart {
  readonly raw: ServerResponse;
  readonly sent: boolean;
  getHeader(name: string): number | string | string[] | undefined;
  getHeaders(): object;
  header(name: string, value: string): unknown;
  removeHeader(name: string): unknown;
  code(status: number): { send(body?: Buffer): unknown };
}

type PlatformResponse = FastifyReplyPart | ServerResponse;

const nest = {
  framework: 'NestJS',
  setFlags: (): void => {}, // @Flags() finds them; a property added to a request of Express costs 1 µs
};

/** NestJS on Express and on Fastify, as {@link FlagsModule} uses it. */
export const mountPort: MountPort<object, PlatformResponse, GateNext> = {
  ...nest,
  header: (request, name) => (request as IncomingMessage).headers[name]?.toString(),
  goOn(_request, response, next, change) {
    const raw = isReply(response) ? response.raw : response;
    onHeaders(raw, () => change(headersOfNode(raw)));
    next();
  },
  fail: (error, next) => void next(error),
};

/** NestJS on Express and on Fastify, as a gate uses it. Errors are thrown. */
export const port: GatePort<object, ExecutionContext, GateNext, ClosedHandler> = {
  ...nest,
  mounting: 'FlagsModule.forRoot({ flags })',
  accepts: (request, mediaTypes) => new Negotiator(request as IncomingMessage).mediaType(mediaTypes),
  headersSent(context) {
    const response = responseOf(context);
    return isReply(response) ? response.sent || response.raw.headersSent : response.headersSent;
  },
  headerNames: (context) => Object.keys(responseOf(context).getHeaders()),
  setHeader(context, name, value) {
    const response = responseOf(context);
    if (isReply(response)) response.header(name, value);
    else response.setHeader(name, value);
  },
  removeHeader(context, name) {
    const response = responseOf(context);
    response.removeHeader(name);
    // Fastify 5.0 leaves what was set on the response of Node.
    if (isReply(response)) response.raw.removeHeader(name);
  },
  vary(context, field) {
    const fields = [responseOf(context).getHeader('Vary') ?? [], field].flat();
    port.setHeader(context, 'Vary', fields.join(', '));
  },
  respond(request, context, status, body) {
    const response = responseOf(context);
    const sent = (request as IncomingMessage).method === 'HEAD' ? undefined : Buffer.from(body);
    // As bytes, because Fastify adds a charset to text whose type is JSON.
    if (isReply(response)) response.code(status).send(sent);
    else Object.assign(response, { statusCode: status }).end(sent);
  },
  call: (handler, _request, context) => handler(context),
};

function responseOf(context: ExecutionContext): PlatformResponse {
  return context.switchToHttp().getResponse();
}

function isReply(response: PlatformResponse): response is FastifyReplyPart {
  return 'raw' in response;
}
