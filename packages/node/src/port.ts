import type { IncomingMessage, ServerResponse } from 'node:http';
import type { GatePort } from '@halyard/core/adapter';
import Negotiator from 'negotiator';
import type { Handler, NextFunction } from './options.js';

/** A server of `node:http`, as a gate uses it. */
export const port: GatePort<IncomingMessage, ServerResponse, NextFunction, Handler> = {
  framework: 'node:http',
  recognizes: (_request, response) => 'setHeader' in response,
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
