import type { JsonValue } from '@halyard/core';
import { listOf, objectOf } from '../json-object.js';

/** True for the features of the client API, its stream of events, or an export. */
export function detect(document: JsonValue): boolean {
  const { features, events } = objectOf(document);
  if (Array.isArray(features)) {
    return features.every((feature: JsonValue) => typeof objectOf(feature)['name'] === 'string');
  }
  return Array.isArray(events) && listOf(events).every((event) => Object.hasOwn(objectOf(event), 'eventId'));
}
