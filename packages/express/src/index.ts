// The flags of a request.
export { featureFlags } from './feature-flags.js';
export { requestFlags } from '@halyard/core';
export type { MountOptions } from './options.js';

// Gates.
export { makeFlagGate } from './flag-gate.js';
export { makeKillSwitch } from './kill-switch.js';
export { whenEnabled } from './when-enabled.js';
export type {
  ClosedHandler,
  EitherGateOptions,
  GateOptions,
  KillSwitchOptions,
  WrappingGateOptions,
} from './options.js';

// A closed gate as an error.
export { GateClosedError, isGateClosedError } from '@halyard/core';

// A route that begins and ends the overrides of a tester.
export { previewRoute } from './preview-route.js';

// The status of the flags as a route.
export { flagStatus } from './flag-status.js';
