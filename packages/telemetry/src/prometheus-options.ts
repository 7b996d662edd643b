import { check, type OptionCheck } from '@halyard/core/store';

/** The options of `prometheus`. */
export interface PrometheusOptions {
  /** Whether evaluations have the labels `flag` and `variant`: a series for each result of each flag. @default false */
  readonly perFlag?: boolean;
  /** At most so many flags have series of their own, those evaluated first; the others share the label `flag="other"`. @default 1000 */
  readonly maxFlags?: number;
}

export const prometheusChecks = {
  perFlag: check.boolean,
  maxFlags: check.integer(1, 1_000_000),
} satisfies Record<keyof PrometheusOptions, OptionCheck>;
