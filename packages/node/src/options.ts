import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import type { FeatureFlags, FlagTypes, RegisteredFlags } from '@halyard/core';
import type * as core from '@halyard/core/adapter';

/** Goes on, or, with an error, to where the app handles errors. */
export type NextFunction = (error?: unknown) => void;

/** A handler of the app. May be asynchronous; what it throws goes to `next`. */
export type Handler = (request: IncomingMessage, response: ServerResponse, next: NextFunction) => unknown;

/**
 * A handler that works as a listener of a server too: without `next`, 404 is the answer, or an error's status. Takes what
 * servers of HTTP/1 give it, and those of HTTP/2.
 */
export type Middleware = ((request: IncomingMessage, response: ServerResponse, next?: NextFunction) => void) &
  ((request: Http2ServerRequest, response: Http2ServerResponse, next?: NextFunction) => void);

/** Answers a request that a gate closed. May be asynchronous; what it throws goes to `next`. */
export type ClosedHandler = Handler;

/** The options of {@link featureFlags}. */
export type MountOptions = core.MountOptions<IncomingMessage>;

/** The options of {@link makeFlagGate}. */
export type GateOptions<Types extends FlagTypes = RegisteredFlags> = core.GateOptions<
  IncomingMessage,
  ClosedHandler,
  FeatureFlags<Types>
>;

/** The options of {@link makeKillSwitch}. */
export type KillSwitchOptions<Types extends FlagTypes = RegisteredFlags> = core.KillSwitchOptions<
  IncomingMessage,
  ClosedHandler,
  FeatureFlags<Types>
>;

/** The options of {@link whenEnabled} with one handler. `onClosed: "next"` goes on past the handler. */
export type WrappingGateOptions<Types extends FlagTypes = RegisteredFlags> = core.WrappingGateOptions<
  IncomingMessage,
  ClosedHandler,
  FeatureFlags<Types>
>;

/** The options of {@link whenEnabled} with two handlers. */
export type EitherGateOptions<Types extends FlagTypes = RegisteredFlags> = core.DecisionOptions<
  IncomingMessage,
  FeatureFlags<Types>
>;
