// Metrics for Prometheus.
export { prometheus } from './prometheus/prometheus.js';
export type { MetricRegistry } from './prometheus/registry-metric.js';
export type { MetricsOptions } from './metrics/metrics-options.js';

// Metrics, events and spans for OpenTelemetry.
export { openTelemetry } from './opentelemetry/open-telemetry.js';
export type { OpenTelemetryOptions } from './opentelemetry/open-telemetry-options.js';
export type {
  Attributes,
  AttributeValue,
  EventLogger,
  InstrumentOptions,
  Meter,
  Observation,
  OpenTelemetryApi,
  Span,
} from './opentelemetry/open-telemetry-api.js';

// Exposures, for experiments.
export { type Exposures, onExposure } from './exposures/on-exposure.js';
export type { Exposure, ExposureSink } from './exposures/exposure.js';
export type { ExposureOptions } from './exposures/exposure-options.js';
