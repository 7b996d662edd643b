import type { FlagName, FlagTypes, RegisteredFlags } from '@halyard/core';
import { runGate, whenEnabledGate } from '@halyard/core/adapter';
import type { EitherGateOptions, Handler, Middleware, NextFunction, WrappingGateOptions } from './options.js';
import { pass, port } from './port.js';

/**
 * A handler that is `handler` while the flag is on and `otherwise` while it is not. Either may be asynchronous. Throws
 * like {@link makeFlagGate}.
 *
 * ```ts
 * export default { fetch: whenEnabled('new_search', newSearch, oldSearch, { flags }) };
 * ```
 */
export function whenEnabled<Types extends FlagTypes = RegisteredFlags>(
  name: NoInfer<FlagName<Types>>,
  handler: Handler,
  otherwise: Handler,
  options?: EitherGateOptions<Types>,
): Middleware;
/** The same with one handler. While the flag is off, it answers as {@link makeFlagGate} does, or does what `onClosed` says. */
export function whenEnabled<Types extends FlagTypes = RegisteredFlags>(
  name: NoInfer<FlagName<Types>>,
  handler: Handler,
  options?: WrappingGateOptions<Types>,
): Middleware;
export function whenEnabled<Types extends FlagTypes = RegisteredFlags>(
  name: NoInfer<FlagName<Types>>,
  handler: Handler,
  second?: Handler | WrappingGateOptions<Types>,
  third?: EitherGateOptions<Types>,
): Middleware {
  const { gate, otherwise } = whenEnabledGate<Request, Handler>(name, handler, second, third);
  return function whenEnabledMiddleware(request: Request, next: NextFunction = pass): unknown {
    return runGate(gate, port, request, [], next, handler, otherwise);
  } as Middleware;
}
