import type { JsonValue } from '@halyard/core';
import { objectOf } from '../json-object.js';

/** True for a JSON export of version 1: an object of features, each with gates. */
export function detect(document: JsonValue): boolean {
  const { version, features } = objectOf(document);
  const all = Object.values(objectOf(features));
  const hasGates = (feature: JsonValue): boolean =>
    ['boolean', 'actors', 'percentage_of_actors'].some((gate) => Object.hasOwn(objectOf(feature), gate));
  return version === 1 && all.length > 0 && all.every(hasGates);
}
