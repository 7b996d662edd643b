import { type GatePort, headersOfNode, type MountPort } from '@halyard/core/adapter';
import type { Context, Next } from 'koa';
import onHeaders from 'on-headers';
import type { ClosedHandler } from './options.js';
import { replaceableBody } from './replaceable-body.js';

const koa = {
  framework: 'Koa',
  recognizes: (ctx: Context): boolean => 'originalUrl' in ctx,
};

/** Koa, as `featureFlags` uses it. */
export const mountPort: MountPort<Context, Context, Next> = {
  ...koa,
  header: (ctx, name) => ctx.get(name),
  goOn(ctx, _response, next, change) {
    // The response of Node, since Koa drops what was set on its own for an error.
    onHeaders(ctx.res, () => change(headersOfNode(ctx.res)));
    return next();
  },
};

/** Koa, as a gate uses it. Errors are thrown, and Koa leaves out the body for `HEAD`. */
export const port: GatePort<Context, Context, Next, ClosedHandler> = {
  ...koa,
  accepts: (ctx, mediaTypes) => ctx.accepts(mediaTypes),
  headersSent: (ctx) => ctx.headerSent,
  headerNames: (ctx) => Object.keys(ctx.response.headers),
  setHeader: (ctx, name, value) => ctx.set(name, value),
  removeHeader: (ctx, name) => ctx.remove(name),
  vary: (ctx, field) => ctx.vary(field),
  respond: (ctx, _response, status, body) => {
    ctx.status = status;
    ctx.body = body;
    replaceableBody(ctx);
  },
  call: (handler, ctx, _response, next) => handler(ctx, next),
};
