import type { FlagName, FlagTypes, RegisteredFlags } from '@halyard/core';
import { Gate, runGate } from '@halyard/core/adapter';
import type { GateOptions, Middleware, NextFunction } from './options.js';
import { pass, port } from './port.js';

/**
 * A function that lets a request through while the flag is on, and answers 404 while it is not. Given `next`, it runs that
 * only while the gate is open. Needs `featureFlags` before it, or the option `flags`. Throws `INVALID_NAME` or
 * `INVALID_OPTION` at once for a wrong name or option.
 *
 * ```ts
 * const gate = makeFlagGate('new_checkout');
 * return (await gate(request)) ?? checkoutV2(request);
 * ```
 */
export function makeFlagGate<Types extends FlagTypes = RegisteredFlags>(
  name: NoInfer<FlagName<Types>>,
  options: GateOptions<Types> = {},
): Middleware {
  const gate = new Gate('flagGate', name, options);
  return function flagGateMiddleware(request: Request, next: NextFunction = pass): unknown {
    return runGate(gate, port, request, [], next);
  } as Middleware;
}
