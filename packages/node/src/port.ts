import type { IncomingMessage, ServerResponse } from 'node:http';
import { type GatePort, headersOfNode, type MountPort } from '@halyard/core/adapter';
import Negotiator from 'negotiator';
import onHeaders from 'on-headers';
import type { Handler, NextFunction } from './options.js';

const node = {
  framework: 'node:http',
  recognizes: (_request: IncomingMessage, response: ServerResponse): boolean => 'setHeader' in response,
};

/** A server of `node:http`, as `featureFlags` uses it. */
export const mountPort: MountPort<IncomingMessage, ServerResponse, NextFunction> = {
  ...node,
  header: ({ headers }, name) => headers[name]?.toString(),
  goOn(_request, response, next, change) {
    onHeaders(response, () => change(headersOfNode(response)));
    next();
  },
  fail: (error, next) => next(error),
};

/** A server of `node:http`, as a gate uses it. */
export const port: GatePort<IncomingMessage, ServerResponse, NextFunction, Handler> = {
  ...node,
  accepts: (request, mediaTypes) => new Negotiator(request).mediaType(mediaTypes),
  headersSent: (response) => response.headersSent,
  headerNames: (response) => response.getHeaderNames(),
  setHeader: (response, name, value) => response.setHeader(name, value),
  removeHeader: (response, name) => response.removeHeader(name),
  vary: (response, field) => response.appendHeader('Vary', field),
  respond: (request, response, status, body) => {
    response.statusCode = status;
    response.end(request.method === 'HEAD' ? undefined : body);
  },
  call: (handler, request, response, next) => handler(request, response, next),
  fail: (error, next) => next(error),
};
