import { channel } from 'node:diagnostics_channel';
import type { EvaluationContext, TrackingEventDetails } from '@openfeature/server-sdk';

/** The channel of Node's `diagnostics_channel` that `track` publishes a {@link TrackedEvent} to. */
export const TRACK_CHANNEL = 'halyard:track';

/** What an app tracked with `client.track(name, context, details)`. */
export interface TrackedEvent {
  /** The name of the event, such as `bought`. */
  readonly name: string;
  /** The merged context: who did it. */
  readonly context: EvaluationContext;
  /** The numeric `value` and whatever else the app gave. */
  readonly details: TrackingEventDetails;
}

const tracked = channel(TRACK_CHANNEL);

/** Free without subscribers. */
export function publishTracked(event: TrackedEvent): void {
  if (tracked.hasSubscribers) tracked.publish(event);
}
