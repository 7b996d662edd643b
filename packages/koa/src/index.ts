export { GateClosedError, isGateClosedError, requestFlags } from '@halyard/core';
export { featureFlags } from './feature-flags.js';
export { makeFlagGate } from './flag-gate.js';
export { flagStatus } from './flag-status.js';
export { makeKillSwitch } from './kill-switch.js';
export type {
  ClosedHandler,
  EitherGateOptions,
  GateOptions,
  KillSwitchOptions,
  MountOptions,
  WrappingGateOptions,
} from './options.js';
export { whenEnabled } from './when-enabled.js';
