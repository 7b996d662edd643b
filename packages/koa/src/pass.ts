import type { Gate } from '@halyard/core/adapter';
import type { Context, Middleware, Next } from 'koa';
import type { ClosedHandler } from './options.js';

/**
 * Sends a request through a gate: to `open` (by default, on to what comes next) or to `closed`, exactly one of them.
 * What either throws, or the context function, goes to Koa's error handling.
 */
export function pass(
  gate: Gate<Context, ClosedHandler>,
  ctx: Context,
  next: Next,
  closed: ClosedHandler,
  open?: Middleware,
): unknown {
  const decision = gate.decide(gate.view(ctx));
  if (typeof decision === 'boolean') return follow(decision, ctx, next, closed, open);
  return decision.then((isOpen) => follow(isOpen, ctx, next, closed, open));
}

function follow(
  isOpen: boolean,
  ctx: Context,
  next: Next,
  closed: ClosedHandler,
  open: Middleware | undefined,
): unknown {
  if (!isOpen) return closed(ctx, next);
  return open === undefined ? next() : open(ctx, next);
}
