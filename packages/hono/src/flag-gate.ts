import type { FlagName, FlagTypes, RegisteredFlags } from '@halyard/core';
import { Gate, runGate } from '@halyard/core/adapter';
import type { Context, MiddlewareHandler, Next } from 'hono';
import type { GateOptions } from './options.js';
import { type Answer, port } from './port.js';

/**
 * Middleware that lets a request through while the flag is on, and answers 404 while it is not. What stands behind a
 * closed gate never runs, however the gate is mounted. Needs `featureFlags` before it, or the option `flags`.
 * Throws `INVALID_NAME` or `INVALID_OPTION` at once for a wrong name or option.
 *
 * ```ts
 * app.use('/checkout/*', makeFlagGate('new_checkout'));   // `/checkout` and all below it
 * ```
 */
export function makeFlagGate<Types extends FlagTypes = RegisteredFlags>(
  name: NoInfer<FlagName<Types>>,
  options: GateOptions<Types> = {},
): MiddlewareHandler {
  const gate = new Gate('flagGate', name, options);
  return function flagGateMiddleware(c: Context, next: Next): Answer {
    return runGate(gate, port, c, c, next) as Answer;
  };
}
