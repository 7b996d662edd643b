import type { FlagMetric } from '../metrics/flag-metrics.js';
import { metricAttributes } from './metric-attributes.js';
import type { Meter, Observation } from './open-telemetry-api.js';

/** Makes an instrument for each metric, read at each collection; returns the way to end that. */
export function reportMetrics(meter: Meter, metrics: readonly FlagMetric[]): () => void {
  const instruments = metrics.map(({ name, type, unit, help }) => {
    const options = { description: help, unit };
    return type === 'counter'
      ? meter.createObservableCounter(name, options)
      : meter.createObservableGauge(name, options);
  }) as never[];
  const observe = async (result: Observation): Promise<void> => {
    // All begin before one is awaited, so that they share one reading of the counts.
    const readings = await Promise.all(metrics.map(async ({ read }) => read()));
    for (const [index, series] of readings.entries()) {
      for (const { labels, value } of series) {
        result.observe(instruments[index]!, value, metricAttributes(labels));
      }
    }
  };
  meter.addBatchObservableCallback(observe, instruments);
  return () => meter.removeBatchObservableCallback(observe, instruments);
}
