import type { FlagName, FlagTypes, RegisteredFlags } from '@halyard/core';
import { Gate, runGate } from '@halyard/core/adapter';
import type { Context, Middleware, Next } from 'koa';
import type { KillSwitchOptions } from './options.js';
import { port } from './port.js';

/**
 * Middleware that lets requests through until the flag is on, then answers 503 with `Retry-After`, to `OPTIONS` too:
 * CORS middleware comes before it. An unknown flag switches nothing off, unless `default` says so. Throws like
 * {@link makeFlagGate}.
 *
 * ```ts
 * router.use('/export', makeKillSwitch('export_down', { retryAfterSeconds: 120 }), exporter);
 * ```
 */
export function makeKillSwitch<Types extends FlagTypes = RegisteredFlags>(
  name: NoInfer<FlagName<Types>>,
  options: KillSwitchOptions<Types> = {},
): Middleware {
  const gate = new Gate('killSwitch', name, options);
  return function killSwitchMiddleware(ctx: Context, next: Next): unknown {
    return runGate(gate, port, ctx, ctx, next);
  };
}
