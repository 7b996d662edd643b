import type { LabelName, Labels } from '../metrics/series.js';
import type { Attributes } from './open-telemetry-api.js';

/** The labels as attributes: those of the semantic conventions where they have one. */
const ATTRIBUTES = {
  flag: 'feature_flag.key',
  variant: 'feature_flag.result.variant',
  reason: 'feature_flag.result.reason',
  error: 'error.type',
  decision: 'halyard.gate.decision',
  result: 'halyard.override.result',
  backend: 'halyard.backend.name',
  state: 'halyard.backend.state',
} as const satisfies Record<LabelName, string>;

/** Reasons and error codes are lower case in OpenTelemetry. */
const LOWER: ReadonlySet<string> = new Set<LabelName>(['reason', 'error']);

/** The labels of a series as OpenTelemetry names them. A label that does not apply is left out. */
export function metricAttributes(labels: Labels): Attributes {
  const attributes: Record<string, string> = {};
  for (const label of Object.keys(labels) as LabelName[]) {
    const value = labels[label]!;
    if (value !== '') attributes[ATTRIBUTES[label]] = LOWER.has(label) ? value.toLowerCase() : value;
  }
  return attributes;
}
