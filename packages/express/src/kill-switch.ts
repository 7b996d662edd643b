import type { FlagName, FlagTypes, RegisteredFlags } from '@halyard/core';
import { Gate } from '@halyard/core/adapter';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { closedHandler } from './closed.js';
import type { KillSwitchOptions } from './options.js';
import { pass } from './pass.js';

/**
 * Middleware that lets requests through until the flag is on, then answers 503 with `Retry-After`. `OPTIONS` always
 * passes, else a browser's CORS preflight fails and hides the 503 from the page. An unknown flag switches
 * nothing off, unless `default` says so. Throws like {@link makeFlagGate}.
 *
 * ```ts
 * app.use('/export', makeKillSwitch('export_down', { retryAfterSeconds: 120 }), exporter);
 * ```
 */
export function makeKillSwitch<Types extends FlagTypes = RegisteredFlags>(
  name: NoInfer<FlagName<Types>>,
  options: KillSwitchOptions<Types> = {},
): RequestHandler {
  const gate = new Gate('killSwitch', name, options);
  const closed = closedHandler(gate, false);
  return function killSwitchMiddleware(request: Request, response: Response, next: NextFunction): void {
    if (request.method === 'OPTIONS') next();
    else pass(gate, request, response, next, closed);
  };
}
