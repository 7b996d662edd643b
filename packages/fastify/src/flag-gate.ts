import type { FlagName, FlagTypes, RegisteredFlags } from '@halyard/core';
import { Gate, runGate } from '@halyard/core/adapter';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ClosedHandler, GateHook, GateOptions, NextFunction } from './options.js';
import { hookPort } from './port.js';

/**
 * A hook that lets a request through while the flag is on, and answers 404 while it is not. In `onRequest` it runs before
 * the body is read and validated. What stands behind a closed gate never runs, however the gate is mounted. Needs
 * `featureFlags` before it, or the option `flags`. Throws `INVALID_NAME` or `INVALID_OPTION` at once for a wrong name or
 * option.
 *
 * ```ts
 * app.get('/checkout/v2', { onRequest: makeFlagGate('new_checkout') }, checkoutV2);
 * ```
 */
export function makeFlagGate<Types extends FlagTypes = RegisteredFlags>(
  name: NoInfer<FlagName<Types>>,
  options: GateOptions<Types> = {},
): GateHook {
  const gate = new Gate<FastifyRequest, ClosedHandler>('flagGate', name, options);
  return function flagGateMiddleware(request, reply, done) {
    // A gate uses what requests over HTTP/1 and HTTP/2 have in common, and Fastify takes any error.
    runGate(gate, hookPort, request as FastifyRequest, reply as FastifyReply, done as NextFunction);
  };
}
