import type { JsonValue } from '@halyard/core';
import { isObject } from '@halyard/core/store';
import { objectOf } from '../json-object.js';

/** True for an object of features with defaults, one of which has an object of rules, or says whether it is boolean. */
export function detect(document: JsonValue): boolean {
  const features = Object.values(objectOf(document));
  const isFeature = (feature: JsonValue): boolean => Object.hasOwn(objectOf(feature), 'default');
  const isTheirs = (feature: JsonValue): boolean =>
    isObject(objectOf(feature)['rules']) || Object.hasOwn(objectOf(feature), 'boolean_type');
  return features.every(isFeature) && features.some(isTheirs);
}
