import type { FlagName, FlagTypes, RegisteredFlags } from '@halyard/core';
import { Gate, runGate } from '@halyard/core/adapter';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ClosedHandler, GateHook, KillSwitchOptions, NextFunction } from './options.js';
import { hookPort } from './port.js';

/**
 * A hook that lets requests through until the flag is on, then answers 503 with `Retry-After`, to `OPTIONS` too: the hook
 * of CORS comes before it. An unknown flag switches nothing off, unless `default` says so. Throws like
 * {@link makeFlagGate}.
 *
 * ```ts
 * exporter.addHook('onRequest', makeKillSwitch('export_down', { retryAfterSeconds: 120 }));
 * ```
 */
export function makeKillSwitch<Types extends FlagTypes = RegisteredFlags>(
  name: NoInfer<FlagName<Types>>,
  options: KillSwitchOptions<Types> = {},
): GateHook {
  const gate = new Gate<FastifyRequest, ClosedHandler>('killSwitch', name, options);
  return function killSwitchMiddleware(request, reply, done) {
    // A gate uses what requests over HTTP/1 and HTTP/2 have in common, and Fastify takes any error.
    runGate(gate, hookPort, request as FastifyRequest, reply as FastifyReply, done as NextFunction);
  };
}
