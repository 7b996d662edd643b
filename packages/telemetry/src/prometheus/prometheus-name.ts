import type { FlagMetric } from '../metrics/flag-metrics.js';

/** The name that a metric has in Prometheus, as OpenTelemetry's own exporters translate it. */
export function prometheusName({ name, type, unit }: FlagMetric): string {
  const seconds = unit === 's' ? '_seconds' : '';
  const total = type === 'counter' ? '_total' : '';
  return name.replaceAll('.', '_') + seconds + total;
}
