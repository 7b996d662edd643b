import type { FeatureFlags, FlagTypes, RegisteredFlags } from '@halyard/core';
import type * as core from '@halyard/core/adapter';

/** An answer, or `undefined` where the request is left to what comes next. */
export type Answer = Response | undefined;

/** Goes on to what comes next, and gives its answer. */
export type NextFunction = () => Answer | Promise<Answer>;

/** A handler of the app. May be asynchronous; what it throws is thrown on. */
export type Handler = (request: Request, next: NextFunction) => Answer | Promise<Answer>;

/** A function that answers a request or lets it through. Await it: it returns a promise where it waits for the context. */
export interface Middleware {
  /** Resolves with the answer, or with `undefined` where the request may go on. */
  (request: Request): Answer | Promise<Answer>;
  /** The same, but where the request may go on it does, and `next` answers. */
  <Result>(
    request: Request,
    next: () => Result | Promise<Result>,
  ): Response | Result | Promise<Response | Result>;
}

/** A function that gives a request its flags. */
export interface FlagsMiddleware {
  /** The request goes on. */
  (request: Request): undefined;
  /** Runs the rest of the request, and returns what that does. */
  <Result>(request: Request, next: () => Result): Result;
}

/** A function that gives a request its flags, and changes the headers of the answer where an option needs it. */
export type FlagsMiddlewareWithAnswer = <Result>(
  request: Request,
  next: () => Result | Promise<Result>,
) => Result | Promise<Result>;

/** Answers a request that a gate closed. May be asynchronous; what it throws is thrown on. */
export type ClosedHandler = Handler;

/** The options of {@link featureFlags}. */
export type MountOptions = core.MountOptions<Request>;

/** The options of {@link featureFlags} that let it return at once what `next` returns. */
export type SynchronousMountOptions = MountOptions & {
  readonly overrides?: undefined;
  readonly visitor?: undefined;
};

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
