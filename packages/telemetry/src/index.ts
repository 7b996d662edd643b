// Prometheus.
export { prometheus } from './prometheus.js';
export type { PrometheusOptions } from './prometheus-options.js';
