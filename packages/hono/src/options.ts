import type { FeatureFlags, FlagTypes, RegisteredFlags } from '@halyard/core';
import type * as core from '@halyard/core/adapter';
import type { Context, Handler, Next } from 'hono';

/** Answers a request that a gate closed. May be asynchronous; what it throws goes to Hono's error handling. */
export type ClosedHandler = (context: Context, next: Next) => Response | void | Promise<Response | void>;

/** A handler that is one or the other of two, and answers as either does. */
export type GatedHandler<First extends Handler, Second extends Handler> = (
  ...args: Parameters<First>
) => Promise<Awaited<ReturnType<First>> | Awaited<ReturnType<Second>>>;

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
