/** What a series is labelled with, by the names that Prometheus gets. */
export type LabelName = 'backend' | 'decision' | 'error' | 'flag' | 'reason' | 'result' | 'state' | 'variant';

/** The labels of a series. A label that does not apply is empty. */
export type Labels = { readonly [Name in LabelName]?: string };

/** One series of a metric. */
export interface Series {
  readonly labels: Labels;
  readonly value: number;
}

/** Makes a series; the compiler refuses a label that has no name in OpenTelemetry. */
export function series(value: number, labels: Labels = {}): Series {
  return { labels, value };
}
