import type { JsonValue } from '@halyard/core';
import { isObject } from '@halyard/core/store';
import { objectOf } from '../json-object.js';

const MEMBERS: ReadonlySet<string> = new Set(['defaultValue', 'rules', 'project', 'description']);

/** True for an SDK payload, plain or encrypted: an object of features, each with a default value or rules. */
export function detect(document: JsonValue): boolean {
  const { features, encryptedFeatures } = objectOf(document);
  if (typeof encryptedFeatures === 'string') return true;
  if (!isObject(features)) return false;
  const all = Object.values(objectOf(features));
  return (
    all.length > 0 &&
    all.every((feature) => isObject(feature) && Object.keys(feature).some((key) => MEMBERS.has(key)))
  );
}
