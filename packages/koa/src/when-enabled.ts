import type { FlagName, FlagTypes, RegisteredFlags } from '@halyard/core';
import { runGate, whenEnabledGate } from '@halyard/core/adapter';
import type { Context, DefaultContext, DefaultState, Middleware, Next } from 'koa';
import type { ClosedHandler, EitherGateOptions, WrappingGateOptions } from './options.js';
import { port } from './port.js';

/**
 * Middleware that is `handler` while the flag is on and `otherwise` while it is not. Either may be composed of several.
 * Throws like {@link makeFlagGate}.
 *
 * ```ts
 * router.get('/search', whenEnabled('new_search', newSearch, oldSearch));
 * ```
 */
export function whenEnabled<
  Types extends FlagTypes = RegisteredFlags,
  State = DefaultState,
  Custom = DefaultContext,
>(
  name: NoInfer<FlagName<Types>>,
  handler: Middleware<State, Custom>,
  otherwise: Middleware<State, Custom>,
  options?: EitherGateOptions<Types>,
): Middleware<State, Custom>;
/**
 * The same with one handler. While the flag is off, it answers as {@link makeFlagGate} does, or does what `onClosed` says.
 *
 * ```ts
 * router.get('/beta', whenEnabled('beta', beta, { onClosed: 'next' }));   // the app's own 404 until it is on
 * ```
 */
export function whenEnabled<
  Types extends FlagTypes = RegisteredFlags,
  State = DefaultState,
  Custom = DefaultContext,
>(
  name: NoInfer<FlagName<Types>>,
  handler: Middleware<State, Custom>,
  options?: WrappingGateOptions<Types>,
): Middleware<State, Custom>;
export function whenEnabled<Types extends FlagTypes = RegisteredFlags>(
  name: NoInfer<FlagName<Types>>,
  handler: Middleware,
  second?: Middleware | WrappingGateOptions<Types>,
  third?: EitherGateOptions<Types>,
): Middleware {
  const { gate, otherwise } = whenEnabledGate<Context, ClosedHandler>(name, handler, second, third);
  return function whenEnabledMiddleware(ctx: Context, next: Next): unknown {
    return runGate(gate, port, ctx, ctx, next, handler, otherwise);
  };
}
