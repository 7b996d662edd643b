import { type Gate, OFFERED_MEDIA_TYPES, thrownError } from '@halyard/core/adapter';
import type { Context } from 'koa';
import type { ClosedHandler } from './options.js';

const OFFERED = [...OFFERED_MEDIA_TYPES];

/** What a closed gate does, as its `onClosed` says. `past` is true where `next()` goes past what the gate closes. */
export function closedHandler(gate: Gate<Context, ClosedHandler>, past: boolean): ClosedHandler {
  const { onClosed } = gate;
  if (onClosed === 'respond') return async (ctx) => respond(gate, ctx);
  if (onClosed === 'next') return (_ctx, next) => next();
  if (onClosed === 'error') {
    return async () => {
      throw gate.error();
    };
  }
  // Thrown and not rejected: an onClosed that calls next() without awaiting it must not leave a rejection unhandled.
  const bypass = (): never => {
    throw gate.bypassError();
  };
  return async (ctx, next) => {
    try {
      await onClosed(ctx, past ? next : bypass);
    } catch (error) {
      throw thrownError(error);
    }
  };
}

function respond(gate: Gate<Context, ClosedHandler>, ctx: Context): void {
  // Somebody answers already. The gate only has to keep what is behind it from running.
  if (ctx.headerSent) return;
  const { status, headers, body } = gate.answer(ctx.accepts(OFFERED));
  ctx.status = status;
  ctx.set(headers);
  ctx.vary('Accept');
  ctx.body = body;
}
