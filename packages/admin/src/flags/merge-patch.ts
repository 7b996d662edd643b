import type { JsonValue } from '@halyard/core';
import { isObject } from '@halyard/core/store';

/** The result of a JSON merge patch (RFC 7396). Modifies neither the value nor the patch. */
export function mergePatch(target: JsonValue | undefined, patch: JsonValue): JsonValue {
  if (!isObject(patch)) return patch;
  // A map, because keys come from outside: `__proto__` is a normal key.
  const merged = new Map(isObject(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}
