import type { FeatureFlags, FlagTypes, RegisteredFlags } from '@halyard/core';
import type {
  DecisionOptions as AnyDecisionOptions,
  GateOptions as AnyGateOptions,
  MountOptions as AnyMountOptions,
} from '@halyard/core/adapter';
import type { Context, Next } from 'koa';

/** Answers a request that a gate closed. May be asynchronous; what it throws goes to Koa's error handling. */
export type ClosedHandler = (context: Context, next: Next) => unknown;

/** The options of {@link featureFlags}. */
export type MountOptions = AnyMountOptions<Context>;

/** The options of {@link makeFlagGate}. */
export type GateOptions<Types extends FlagTypes = RegisteredFlags> = AnyGateOptions<
  Context,
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
  Context,
  ClosedHandler | 'next',
  FeatureFlags<Types>
>;

/** The options of {@link whenEnabled} with two handlers. */
export type EitherGateOptions<Types extends FlagTypes = RegisteredFlags> = AnyDecisionOptions<
  Context,
  FeatureFlags<Types>
>;
