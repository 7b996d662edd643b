import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FlagName, FlagTypes, RegisteredFlags } from '@halyard/core';
import { Gate, runGate } from '@halyard/core/adapter';
import { lastNext } from './last-next.js';
import type { GateOptions, Middleware, NextFunction } from './options.js';
import { port } from './port.js';

/**
 * Middleware that lets a request through while the flag is on, and answers 404 while it is not. What stands behind a
 * closed gate never runs, however the gate is mounted. Needs `featureFlags` before it, or the option `flags`.
 * Throws `INVALID_NAME` or `INVALID_OPTION` at once for a wrong name or option.
 *
 * ```ts
 * const gate = makeFlagGate('new_checkout');
 * createServer((req, res) => gate(req, res, () => checkoutV2(req, res)));
 * ```
 */
export function makeFlagGate<Types extends FlagTypes = RegisteredFlags>(
  name: NoInfer<FlagName<Types>>,
  options: GateOptions<Types> = {},
): Middleware {
  const gate = new Gate('flagGate', name, options);
  return function flagGateMiddleware(
    request: IncomingMessage,
    response: ServerResponse,
    next: NextFunction = lastNext(request, response),
  ): void {
    runGate(gate, port, request, response, next);
  } as Middleware;
}
