import type { FeatureFlags, FlagTypes } from '@halyard/core';
import { checkService } from '@halyard/core/adapter';
import { checkOptions } from '@halyard/core/store';
import { flagMetrics } from '../metrics/flag-metrics.js';
import { type MetricsOptions, metricsChecks } from '../metrics/metrics-options.js';
import { prometheusName } from './prometheus-name.js';
import { type MetricRegistry, RegistryMetric } from './registry-metric.js';

/**
 * Adds the metrics of these flags to a registry of prom-client, and returns the way to remove them. They are read when they
 * are scraped, so that evaluations cost nothing more. Throws `INVALID_OPTION` for a wrong option, and what the registry
 * throws if it has metrics of these names already.
 */
export function prometheus<Types extends FlagTypes>(
  flags: FeatureFlags<Types>,
  registry: MetricRegistry,
  options: MetricsOptions = {},
): () => void {
  checkService('prometheus', flags);
  checkOptions('prometheus', options, metricsChecks);
  const { metrics, stop } = flagMetrics(flags, options);
  const added = new Map<string, RegistryMetric>();
  const remove = (): void => {
    stop();
    for (const [name, metric] of added) {
      // A registry may be used for several services, one after the other.
      if (registry.getSingleMetric(name) === metric) registry.removeSingleMetric(name);
    }
  };
  try {
    for (const each of metrics) {
      const metric = new RegistryMetric(each);
      registry.registerMetric(metric as never);
      added.set(prometheusName(each), metric);
    }
  } catch (error) {
    remove();
    throw error;
  }
  return remove;
}
