import type { FeatureFlags, FlagTypes, RegisteredFlags } from '@halyard/core';
import type {
  GateOptions as AnyGateOptions,
  DecisionOptions as AnyDecisionOptions,
  MountOptions as AnyMountOptions,
} from '@halyard/core/adapter';
import type { NextFunction, Request, Response } from 'express';

/** Answers a request that a gate closed. May be asynchronous; what it throws goes to the error middleware. */
export type ClosedHandler = (request: Request, response: Response, next: NextFunction) => unknown;

/** The options of {@link featureFlags}. */
export type MountOptions = AnyMountOptions<Request>;

/** The options of {@link makeFlagGate}. */
export type GateOptions<Types extends FlagTypes = RegisteredFlags> = AnyGateOptions<
  Request,
  ClosedHandler,
  FeatureFlags<Types>
>;

/** The options of {@link makeKillSwitch}. */
export type KillSwitchOptions<Types extends FlagTypes = RegisteredFlags> = Omit<
  GateOptions<Types>,
  'enabled'
>;

/**
 * The options of {@link whenEnabled} with one handler. `onClosed: "next"` goes on past the handler, so that the app's
 * own 404 answers; the `next` of a function does the same.
 */
export type WrappingGateOptions<Types extends FlagTypes = RegisteredFlags> = AnyGateOptions<
  Request,
  ClosedHandler | 'next',
  FeatureFlags<Types>
>;

/** The options of {@link whenEnabled} with two handlers. */
export type EitherGateOptions<Types extends FlagTypes = RegisteredFlags> = AnyDecisionOptions<
  Request,
  FeatureFlags<Types>
>;
