import { channel } from 'node:diagnostics_channel';

/**
 * The channels of Node's `diagnostics_channel` that Halyard publishes to; free without subscribers.
 *
 * - `halyard:evaluation`: `{ evaluation, context, service }` for every answer; `service` is the `FeatureFlags` that gave it.
 * - `halyard:change`: `{ name, before, after }` for every flag that changed.
 * - `halyard:backend`: a `BackendStatus`, whenever a backend's state or its invalid flags change.
 */
export const channels = {
  evaluation: channel('halyard:evaluation'),
  change: channel('halyard:change'),
  backend: channel('halyard:backend'),
} as const;
