import type { JsonValue } from '@halyard/core';
import { objectOf } from '../json-object.js';

/** True for a document with a list of feature flags in its section `feature_management`. */
export function detect(document: JsonValue): boolean {
  return Array.isArray(objectOf(objectOf(document)['feature_management'])['feature_flags']);
}
