import type { FlagName, FlagTypes, RegisteredFlags } from '@halyard/core';
import { Gate, runGate } from '@halyard/core/adapter';
import type { Context, MiddlewareHandler, Next } from 'hono';
import type { KillSwitchOptions } from './options.js';
import { type Answer, port } from './port.js';

/**
 * Middleware that lets requests through until the flag is on, then answers 503 with `Retry-After`, to `OPTIONS` too:
 * CORS middleware comes before it. An unknown flag switches nothing off, unless `default` says so. Throws like
 * {@link makeFlagGate}.
 *
 * ```ts
 * app.use('/export/*', makeKillSwitch('export_down', { retryAfterSeconds: 120 }));
 * ```
 */
export function makeKillSwitch<Types extends FlagTypes = RegisteredFlags>(
  name: NoInfer<FlagName<Types>>,
  options: KillSwitchOptions<Types> = {},
): MiddlewareHandler {
  const gate = new Gate('killSwitch', name, options);
  return function killSwitchMiddleware(c: Context, next: Next): Answer {
    return runGate(gate, port, c, c, next) as Answer;
  };
}
