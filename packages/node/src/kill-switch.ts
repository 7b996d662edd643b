import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FlagName, FlagTypes, RegisteredFlags } from '@halyard/core';
import { Gate, runGate } from '@halyard/core/adapter';
import { lastNext } from './last-next.js';
import type { KillSwitchOptions, Middleware, NextFunction } from './options.js';
import { port } from './port.js';

/**
 * Middleware that lets requests through until the flag is on, then answers 503 with `Retry-After`, to `OPTIONS` too:
 * CORS middleware comes before it. An unknown flag switches nothing off, unless `default` says so. Throws like
 * {@link makeFlagGate}.
 *
 * ```ts
 * const killSwitch = makeKillSwitch('export_down', { retryAfterSeconds: 120 });
 * createServer((req, res) => killSwitch(req, res, () => exporter(req, res)));
 * ```
 */
export function makeKillSwitch<Types extends FlagTypes = RegisteredFlags>(
  name: NoInfer<FlagName<Types>>,
  options: KillSwitchOptions<Types> = {},
): Middleware {
  const gate = new Gate('killSwitch', name, options);
  return function killSwitchMiddleware(
    request: IncomingMessage,
    response: ServerResponse,
    next: NextFunction = lastNext(request, response),
  ): void {
    runGate(gate, port, request, response, next);
  } as Middleware;
}
