import type { JsonValue } from '@halyard/core';
import { isObject } from '@halyard/core/store';

/** True for an object with `flags`, each of which has a `state` and `variants`. */
export function detect(document: JsonValue): boolean {
  if (!isObject(document)) return false;
  const { flags } = document as { readonly flags?: JsonValue };
  if (!isObject(flags)) return false;
  const all = Object.values(flags);
  // An empty object could be a flag of Halyard by that name.
  return (
    all.length > 0 &&
    all.every((flag) => isObject(flag) && Object.hasOwn(flag, 'variants') && Object.hasOwn(flag, 'state'))
  );
}
