import type { FlagName, FlagTypes, RegisteredFlags } from '@halyard/core';
import { runGate, whenEnabledGate } from '@halyard/core/adapter';
import type { Context, Handler, Next } from 'hono';
import type { ClosedHandler, EitherGateOptions, GatedHandler, WrappingGateOptions } from './options.js';
import { port } from './port.js';

/**
 * A handler that is `handler` while the flag is on and `otherwise` while it is not. Either may be middleware. Throws like
 * {@link makeFlagGate}.
 *
 * ```ts
 * app.get('/search', whenEnabled('new_search', newSearch, oldSearch));
 * ```
 */
export function whenEnabled<
  Types extends FlagTypes = RegisteredFlags,
  First extends Handler = Handler,
  Second extends Handler = Handler,
>(
  name: NoInfer<FlagName<Types>>,
  handler: First,
  otherwise: Second,
  options?: EitherGateOptions<Types>,
): GatedHandler<First, Second>;
/**
 * The same with one handler. While the flag is off, it answers as {@link makeFlagGate} does, or does what `onClosed` says.
 *
 * ```ts
 * app.get('/beta', whenEnabled('beta', beta, { onClosed: 'next' }));   // the app's own 404 until it is on
 * ```
 */
export function whenEnabled<Types extends FlagTypes = RegisteredFlags, First extends Handler = Handler>(
  name: NoInfer<FlagName<Types>>,
  handler: First,
  options?: WrappingGateOptions<Types>,
): GatedHandler<First, First>;
export function whenEnabled<Types extends FlagTypes = RegisteredFlags>(
  name: NoInfer<FlagName<Types>>,
  handler: Handler,
  second?: Handler | WrappingGateOptions<Types>,
  third?: EitherGateOptions<Types>,
): Handler {
  const { gate, otherwise } = whenEnabledGate<Context, ClosedHandler>(name, handler, second, third);
  return async function whenEnabledMiddleware(c: Context, next: Next): Promise<unknown> {
    return runGate(gate, port, c, c, next, handler, otherwise);
  };
}
