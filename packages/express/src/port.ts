import type { GatePort } from '@halyard/core/adapter';
import type { NextFunction, Request, Response } from 'express';
import type { ClosedHandler } from './options.js';

/** Express, as a gate uses it. The same for Express 4, which does not look at promises. */
export const port: GatePort<Request, Response, NextFunction, ClosedHandler> = {
  framework: 'Express',
  recognizes: (request) => 'baseUrl' in request,
  accepts: (request, mediaTypes) => request.accepts(mediaTypes),
  headersSent: (response) => response.headersSent,
  headerNames: (response) => response.getHeaderNames(),
  setHeader: (response, name, value) => response.setHeader(name, value),
  removeHeader: (response, name) => response.removeHeader(name),
  vary: (response, field) => response.vary(field),
  respond: (request, response, status, body) => {
    response.statusCode = status;
    response.end(request.method === 'HEAD' ? undefined : body);
  },
  call: (handler, request, response, next) => handler(request, response, next),
  fail: (error, next) => next(error),
};
