import type { FeatureFlags, FlagTypes, RegisteredFlags } from '@halyard/core';
import type * as core from '@halyard/core/adapter';
import type { Context, Next } from 'koa';

/** Answers a request that a gate closed. May be asynchronous; what it throws goes to Koa's error handling. */
export type ClosedHandler = (context: Context, next: Next) => unknown;

/** The options of {@link featureFlags}. */
export type MountOptions = core.MountOptions<Context>;

/** The options of {@link makeFlagGate}. */
export type GateOptions<Types extends FlagTypes = RegisteredFlags> = core.GateOptions<
  Context,
  ClosedHandler,
  FeatureFlags<Types>
>;

/** The options of {@link makeKillSwitch}. */
export type KillSwitchOptions<Types extends FlagTypes = RegisteredFlags> = core.KillSwitchOptions<
  Context,
  ClosedHandler,
  FeatureFlags<Types>
>;

/** The options of {@link whenEnabled} with one handler. `onClosed: "next"` goes on past the handler. */
export type WrappingGateOptions<Types extends FlagTypes = RegisteredFlags> = core.WrappingGateOptions<
  Context,
  ClosedHandler,
  FeatureFlags<Types>
>;

/** The options of {@link whenEnabled} with two handlers. */
export type EitherGateOptions<Types extends FlagTypes = RegisteredFlags> = core.DecisionOptions<
  Context,
  FeatureFlags<Types>
>;
