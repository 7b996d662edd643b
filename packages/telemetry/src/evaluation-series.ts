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
  const own: EvaluationSeries[] = [];
  const shared = new Map<string, EvaluationSeries>();
  for (const { flag, variant = '', reason, errorCode = '', count } of counts) {
    if (maxFlags !== undefined && flag !== undefined && (named.has(flag) || named.size < maxFlags)) {
      named.add(flag);
      own.push({ labels: { reason, error: errorCode, flag, variant }, value: count });
      continue;
    }
    const other = flag === undefined ? '' : 'other';
    const key = maxFlags === undefined ? `${reason} ${errorCode}` : `${reason} ${errorCode} ${other}`;
    const { labels, value } = shared.get(key) ?? {
      labels: { reason, error: errorCode, ...(maxFlags === undefined ? {} : { flag: other, variant: '' }) },
      value: 0,
    };
    shared.set(key, { labels, value: value + count });
  }
  return [...own, ...shared.values()];
}
