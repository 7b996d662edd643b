import type { Evaluation, JsonValue } from '@halyard/core';
import type { Attributes, AttributeValue } from './open-telemetry-api.js';

/** What an event has besides the evaluation. */
export interface EventDetails {
  readonly flagSetId: string;
  readonly version: string | undefined;
  readonly contextId: string | undefined;
}

/** The name of the event, in the semantic conventions of OpenTelemetry (1.44) for feature flags. */
export const EVENT_NAME = 'feature_flag.evaluation';

/**
 * The attributes of the event, by the same conventions. The stable entry point of `@opentelemetry/semantic-conventions`
 * does not have them yet.
 */
export function eventAttributes(evaluation: Evaluation, details: EventDetails): Attributes {
  const { flag, value, variant, reason, errorCode, errorMessage } = evaluation;
  const attributes: Record<string, AttributeValue> = {
    'feature_flag.key': flag,
    'feature_flag.provider.name': 'halyard',
    'feature_flag.set.id': details.flagSetId,
    'feature_flag.result.reason': reason.toLowerCase(),
  };
  if (details.version !== undefined) attributes['feature_flag.version'] = details.version;
  if (details.contextId !== undefined) attributes['feature_flag.context.id'] = details.contextId;
  if (variant !== undefined) attributes['feature_flag.result.variant'] = variant;
  else if (errorCode === undefined) attributes['feature_flag.result.value'] = plainValue(value);
  if (errorCode !== undefined) attributes['error.type'] = errorCode.toLowerCase();
  if (errorMessage !== undefined) attributes['feature_flag.error.message'] = errorMessage;
  return attributes;
}

/** A value without structure: an object as its JSON text. */
function plainValue(value: JsonValue): AttributeValue {
  return typeof value === 'object' ? JSON.stringify(value) : value;
}
