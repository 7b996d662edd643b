import { type GatePort, headersOfNode, type MountPort } from '@halyard/core/adapter';
import type { NextFunction, Request, Response } from 'express';
import onHeaders from 'on-headers';
import type { ClosedHandler } from './options.js';
import { setFlags } from './set-flags.js';

const express = {
  framework: 'Express',
  recognizes: (request: Request): boolean => 'baseUrl' in request,
  setFlags,
};

/** Express, as `featureFlags` uses it. */
export const mountPort: MountPort<Request, Response, NextFunction> = {
  ...express,
  header: (request, name) => request.get(name),
  goOn(_request, response, next, change) {
    onHeaders(response, () => change(headersOfNode(response)));
    next();
  },
  fail: (error, next) => next(error),
};

/** Express, as a gate uses it. The same for Express 4, which does not look at promises. */
export const port: GatePort<Request, Response, NextFunction, ClosedHandler> = {
  ...express,
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
