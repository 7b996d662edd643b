import { check, type OptionCheck } from '@halyard/core/store';
import { type MetricsOptions, metricsChecks } from '../metrics/metrics-options.js';

/** The options of `openTelemetry`. */
export interface OpenTelemetryOptions extends MetricsOptions {
  /** Whether each evaluation is an event `feature_flag.evaluation`. Needs `logs`. @default false */
  readonly events?: boolean;
  /** At most so many events a second; the others are counted in `halyard.evaluation_events.dropped`. @default 1000 */
  readonly maxEventsPerSecond?: number;
  /** Whether events have `feature_flag.context.id`, the targeting key, which may identify a person. @default false */
  readonly contextId?: boolean;
  /** `feature_flag.set.id` of events. @default how the backend is built, such as `composite(redis, env)` */
  readonly flagSetId?: string;
  /** Whether the active span has the flags that were evaluated in it, as `halyard.flag.<name>`. Needs `trace`. @default false */
  readonly spans?: boolean;
}

export const openTelemetryChecks = {
  ...metricsChecks,
  events: check.boolean,
  maxEventsPerSecond: check.integer(1, 1_000_000),
  contextId: check.boolean,
  flagSetId: check.string,
  spans: check.boolean,
} satisfies Record<keyof OpenTelemetryOptions, OptionCheck>;
