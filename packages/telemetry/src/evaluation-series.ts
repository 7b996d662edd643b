import type { EvaluationCount } from '@halyard/core';

/** The labels of a series of `halyard_evaluations_total`. A label that does not apply is empty. */
export interface EvaluationLabels {
  readonly [label: string]: string;
}

/** One series. */
export interface EvaluationSeries {
  readonly labels: EvaluationLabels;
  readonly value: number;
}

/** The counts as series: by reason and error, and with `maxFlags` also by flag and variant. */
export function evaluationSeries(
  counts: readonly EvaluationCount[],
  maxFlags: number | undefined,
): EvaluationSeries[] {
  const named = new Set<string>();
  const series = new Map<string, EvaluationSeries>();
  for (const { flag, variant = '', reason, errorCode = '', count } of counts) {
    const labels = { reason, error: errorCode, ...perFlag(flag, variant, maxFlags, named) };
    const key = JSON.stringify(Object.values(labels));
    series.set(key, { labels, value: (series.get(key)?.value ?? 0) + count });
  }
  return [...series.values()];
}

function perFlag(
  flag: string | undefined,
  variant: string,
  maxFlags: number | undefined,
  named: Set<string>,
): EvaluationLabels {
  if (maxFlags === undefined) return {};
  if (flag === undefined) return { flag: '', variant: '' };
  if (!named.has(flag) && named.size >= maxFlags) return { flag: 'other', variant: '' };
  named.add(flag);
  return { flag, variant };
}
