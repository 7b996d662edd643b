import type { JsonValue } from '@halyard/core';
import { isObject } from '@halyard/core/store';
import { objectOf } from '../json-object.js';

/** True for flag data of the server-side SDKs: an object of flags, each with `variations` and `on`. */
export function detect(document: JsonValue): boolean {
  const { flags } = objectOf(document);
  if (!isObject(flags)) return false;
  const all = Object.values(objectOf(flags));
  return (
    all.length > 0 &&
    all.every((flag) => Array.isArray(objectOf(flag)['variations']) && Object.hasOwn(objectOf(flag), 'on'))
  );
}
