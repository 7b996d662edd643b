// Metrics for Prometheus.
export { prometheus } from './prometheus/prometheus.js';
export type { MetricRegistry } from './prometheus/registry-metric.js';
export type { MetricsOptions } from './metrics/metrics-options.js';
