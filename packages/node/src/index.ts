export { GateClosedError, isGateClosedError, requestFlags } from '@halyard/core';
export { featureFlags } from './feature-flags.js';
export { makeFlagGate } from './flag-gate.js';
export { flagStatus } from './flag-status.js';
export { makeKillSwitch } from './kill-switch.js';
export type {
  ClosedHandler,
  EitherGateOptions,
  GateOptions,
  Handler,
  KillSwitchOptions,
  Middleware,
  MountOptions,
  NextFunction,
  WrappingGateOptions,
} from './options.js';
export { whenEnabled } from './when-enabled.js';
