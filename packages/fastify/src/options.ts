import type { FeatureFlags, FlagTypes, RegisteredFlags } from '@halyard/core';
import type * as core from '@halyard/core/adapter';
import type * as fastify from 'fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Goes on, or, with an error, to where the app handles errors. */
export type NextFunction = (error?: unknown) => void;

/** A hook for `onRequest`, of an app over HTTP/1 or HTTP/2: `app.addHook('onRequest', gate)`, `{ onRequest: gate }`. */
export type GateHook = (
  request: FastifyRequest<fastify.RouteGenericInterface, fastify.RawServerBase>,
  reply: FastifyReply<fastify.RouteGenericInterface, fastify.RawServerBase>,
  done: fastify.HookHandlerDoneFunction,
) => void;

/**
 * Answers a request that a gate closed, through `reply` or by what it returns, as a handler does. May be asynchronous; what
 * it throws goes to the app's error handler. `reply.callNotFound()` answers as the app does for an unknown path.
 */
export type ClosedHandler = (request: FastifyRequest, reply: FastifyReply, next: NextFunction) => unknown;

/** The options of {@link featureFlags}. */
export type MountOptions = core.MountOptions<FastifyRequest>;

/** The options of {@link makeFlagGate}. */
export type GateOptions<Types extends FlagTypes = RegisteredFlags> = core.GateOptions<
  FastifyRequest,
  ClosedHandler,
  FeatureFlags<Types>
>;

/** The options of {@link makeKillSwitch}. */
export type KillSwitchOptions<Types extends FlagTypes = RegisteredFlags> = core.KillSwitchOptions<
  FastifyRequest,
  ClosedHandler,
  FeatureFlags<Types>
>;

/** The options of {@link whenEnabled} with one handler. `onClosed: "next"` gives the app's own 404. */
export type WrappingGateOptions<Types extends FlagTypes = RegisteredFlags> = core.WrappingGateOptions<
  FastifyRequest,
  ClosedHandler,
  FeatureFlags<Types>
>;

/** The options of {@link whenEnabled} with two handlers. */
export type EitherGateOptions<Types extends FlagTypes = RegisteredFlags> = core.DecisionOptions<
  FastifyRequest,
  FeatureFlags<Types>
>;
