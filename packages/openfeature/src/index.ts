// The provider.
export { HalyardProvider } from './provider.js';
export type { HalyardProviderOptions } from './provider-options.js';

// Tracking.
export { TRACK_CHANNEL, type TrackedEvent } from './tracked-event.js';
