import type { FeatureFlags, FlagTypes, RegisteredFlags } from '@halyard/core';
import type * as core from '@halyard/core/adapter';
import type { NextFunction, Request, Response } from 'express';

/** Answers a request that a gate closed. May be asynchronous; what it throws goes to the error middleware. */
export type ClosedHandler = (request: Request, response: Response, next: NextFunction) => unknown;

/** The options of {@link featureFlags}. */
export type MountOptions = core.MountOptions<Request>;

/** The options of {@link makeFlagGate}. */
export type GateOptions<Types extends FlagTypes = RegisteredFlags> = core.GateOptions<
  Request,
  ClosedHandler,
  FeatureFlags<Types>
>;

/** The options of {@link makeKillSwitch}. */
export type KillSwitchOptions<Types extends FlagTypes = RegisteredFlags> = core.KillSwitchOptions<
  Request,
  ClosedHandler,
  FeatureFlags<Types>
>;

/** The options of {@link whenEnabled} with one handler. `onClosed: "next"` goes on past the handler. */
export type WrappingGateOptions<Types extends FlagTypes = RegisteredFlags> = core.WrappingGateOptions<
  Request,
  ClosedHandler,
  FeatureFlags<Types>
>;

/** The options of {@link whenEnabled} with two handlers. */
export type EitherGateOptions<Types extends FlagTypes = RegisteredFlags> = core.DecisionOptions<
  Request,
  FeatureFlags<Types>
>;
