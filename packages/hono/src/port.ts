import type { RequestFlags } from '@halyard/core';
import { type GatePort, type GateView, type MountPort, withHeaders } from '@halyard/core/adapter';
import type { Context, Next } from 'hono';
import type { StatusCode } from 'hono/utils/http-status';
import Negotiator from 'negotiator';
import type { ClosedHandler } from './options.js';

const hono = {
  framework: 'Hono',
  recognizes: (c: Context): boolean => 'finalized' in c,
  setFlags: (c: Context, view: GateView) => c.set('flags', view as RequestFlags),
};

/** What middleware of Hono resolves with: an answer, or nothing if it went on. */
export type Answer = Promise<Response | void>;

/** Hono, as `featureFlags` uses it. */
export const mountPort: MountPort<Context, Context, Next> = {
  ...hono,
  header: (c, name) => c.req.header(name),
  async goOn(c, _response, next, change) {
    await next();
    const changed = withHeaders(c.res, change);
    // Hono joins the headers of an answer to those of one that it replaces.
    if (changed !== c.res) {
      c.res = undefined;
      c.res = changed;
    }
  },
};

/** Hono, as a gate uses it. Errors are thrown, and Hono leaves out the body for `HEAD`. */
export const port: GatePort<Context, Context, Next, ClosedHandler> = {
  ...hono,
  accepts: (c, mediaTypes) =>
    new Negotiator({ headers: { accept: c.req.header('Accept') } }).mediaType(mediaTypes),
  headersSent: (c) => c.finalized,
  headerNames: (c) => [...c.res.headers.keys()],
  setHeader(c, name, value) {
    // The server sets it. Here it would outlive the body, since Hono keeps headers when middleware replaces an answer.
    if (name !== 'Content-Length' || c.req.method === 'HEAD') c.header(name, value);
  },
  removeHeader: (c, name) => c.header(name, undefined),
  vary: (c, field) => c.header('Vary', field, { append: true }),
  respond: (c, _response, status, body) => c.newResponse(body, status as StatusCode),
  call: (handler, c, _response, next) => handler(c, next),
};
