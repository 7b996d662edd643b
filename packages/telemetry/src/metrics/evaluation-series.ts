import type { EvaluationCount } from '@halyard/core';
import type { Labels, Series } from './series.js';

/** The counts as series, one count a step: by reason and error, and with `maxFlags` also by flag and variant. */
export function* evaluationSeries(
  counts: readonly EvaluationCount[],
  maxFlags: number | undefined,
): Generator<void, Series[]> {
  const named = new Set<string>();
  const own: Series[] = [];
  const shared = new Map<string, { readonly labels: Labels; value: number }>();
  for (const { flag, variant = '', reason, errorCode = '', count } of counts) {
    yield;
    if (maxFlags !== undefined && flag !== undefined && (named.has(flag) || named.size < maxFlags)) {
      named.add(flag);
      own.push({ labels: { reason, error: errorCode, flag, variant }, value: count });
      continue;
    }
    const perFlag = maxFlags === undefined ? {} : { flag: flag === undefined ? '' : 'other', variant: '' };
    const labels = { reason, error: errorCode, ...perFlag };
    const key = Object.values(labels).join(' ');
    const series = shared.get(key);
    if (series === undefined) shared.set(key, { labels, value: count });
    else series.value += count;
  }
  return [...own, ...shared.values()];
}
