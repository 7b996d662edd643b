// Gates for servers that answer a `Request` with a `Response`: Workers, Bun, Deno, the `proxy` of Next.js.

// The flags of a request.
export { featureFlags } from './feature-flags.js';
export { requestFlags } from './request-flags.js';
export type {
  FlagsMiddleware,
  FlagsMiddlewareWithAnswer,
  MountOptions,
  SynchronousMountOptions,
} from './options.js';

// Gates.
export { makeFlagGate } from './flag-gate.js';
export { makeKillSwitch } from './kill-switch.js';
export { whenEnabled } from './when-enabled.js';
export type {
  Answer,
  ClosedHandler,
  EitherGateOptions,
  GateOptions,
  Handler,
  KillSwitchOptions,
  Middleware,
  NextFunction,
  WrappingGateOptions,
} from './options.js';

// A closed gate as an error.
export { GateClosedError, isGateClosedError } from '@halyard/core';

// A route that begins and ends the overrides of a tester.
export { previewRoute } from './preview-route.js';

// The status of the flags as a route.
export { flagStatus } from './flag-status.js';
