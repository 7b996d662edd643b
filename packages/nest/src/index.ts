// The flags of an app and of a request.
export { FlagsModule } from './flags-module.js';
export { Flags } from './flags.js';
export { requestFlags } from '@halyard/core';
export type { FlagsModuleAsyncOptions, FlagsModuleOptions, HttpRequest } from './options.js';

// Gates.
export { FlagGate } from './flag-gate.js';
export { KillSwitch } from './kill-switch.js';
export type { ClosedHandler, GateDecorator, GateOptions, KillSwitchOptions } from './options.js';

// A closed gate as an error.
export { GateClosedError, isGateClosedError } from '@halyard/core';
