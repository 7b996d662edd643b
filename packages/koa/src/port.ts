import type { GatePort } from '@halyard/core/adapter';
import type { Context, Next } from 'koa';
import type { ClosedHandler } from './options.js';
import { replaceableBody } from './replaceable-body.js';

/** Koa, as a gate uses it. Errors are thrown, and Koa leaves out the body for `HEAD`. */
export const port: GatePort<Context, Context, Next, ClosedHandler> = {
  framework: 'Koa',
  recognizes: (ctx) => 'originalUrl' in ctx,
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
