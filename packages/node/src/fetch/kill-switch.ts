import type { FlagName, FlagTypes, RegisteredFlags } from '@halyard/core';
import { Gate, runGate } from '@halyard/core/adapter';
import type { KillSwitchOptions, Middleware, NextFunction } from './options.js';
import { pass, port } from './port.js';

/**
 * A function that lets requests through until the flag is on, then answers 503 with `Retry-After`, to `OPTIONS` too: CORS
 * headers are set outside of it. An unknown flag switches nothing off, unless `default` says so. Throws like
 * {@link makeFlagGate}.
 *
 * ```ts
 * const killSwitch = makeKillSwitch('export_down', { retryAfterSeconds: 120 });
 * return killSwitch(request, () => exporter(request));
 * ```
 */
export function makeKillSwitch<Types extends FlagTypes = RegisteredFlags>(
  name: NoInfer<FlagName<Types>>,
  options: KillSwitchOptions<Types> = {},
): Middleware {
  const gate = new Gate('killSwitch', name, options);
  return function killSwitchMiddleware(request: Request, next: NextFunction = pass): unknown {
    return runGate(gate, port, request, [], next);
  } as Middleware;
}
