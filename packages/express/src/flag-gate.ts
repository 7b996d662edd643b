import type { FlagName, FlagTypes, RegisteredFlags } from '@halyard/core';
import { Gate, runGate } from '@halyard/core/adapter';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { GateOptions } from './options.js';
import { port } from './port.js';

/**
 * Middleware that lets a request through while the flag is on, and answers 404 while it is not. What stands behind a
 * closed gate never runs, however the gate is mounted. Needs `featureFlags` before it, or the option `flags`.
 * Throws `INVALID_NAME` or `INVALID_OPTION` at once for a wrong name or option.
 *
 * ```ts
 * app.use('/checkout/v2', makeFlagGate('new_checkout'), checkoutV2);
 * ```
 */
export function makeFlagGate<Types extends FlagTypes = RegisteredFlags>(
  name: NoInfer<FlagName<Types>>,
  options: GateOptions<Types> = {},
): RequestHandler {
  const gate = new Gate('flagGate', name, options);
  return function flagGateMiddleware(request: Request, response: Response, next: NextFunction): void {
    runGate(gate, port, request, response, next);
  };
}
