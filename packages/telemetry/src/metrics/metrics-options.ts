import { check, type OptionCheck } from '@halyard/core/store';

/** The options that the metrics have in Prometheus and in OpenTelemetry. */
export interface MetricsOptions {
  /** Whether evaluations are also labelled by flag and variant: a series for each result of each flag. @default false */
  readonly perFlag?: boolean;
  /** At most so many flags have series of their own, those evaluated first; the others share the flag `other`. @default 1000 */
  readonly maxFlags?: number;
}

export const metricsChecks = {
  perFlag: check.boolean,
  maxFlags: check.integer(1, 1_000_000),
} satisfies Record<keyof MetricsOptions, OptionCheck>;
