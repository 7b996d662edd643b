import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FlagName, FlagTypes, RegisteredFlags } from '@halyard/core';
import { runGate, whenEnabledGate } from '@halyard/core/adapter';
import { lastNext } from './last-next.js';
import type { EitherGateOptions, Handler, Middleware, NextFunction, WrappingGateOptions } from './options.js';
import { port } from './port.js';

/**
 * A handler that is `handler` while the flag is on and `otherwise` while it is not. Either may be asynchronous. Throws
 * like {@link makeFlagGate}.
 *
 * ```ts
 * createServer(whenEnabled('new_search', newSearch, oldSearch));
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
  const { gate, otherwise } = whenEnabledGate<IncomingMessage, Handler>(name, handler, second, third);
  return function whenEnabledMiddleware(
    request: IncomingMessage,
    response: ServerResponse,
    next: NextFunction = lastNext(request, response),
  ): void {
    runGate(gate, port, request, response, next, handler, otherwise);
  } as Middleware;
}
