import type { JsonValue } from '@halyard/core';

/** True for what is `{…}` in JSON. */
export function isObject(value: unknown): value is Readonly<Record<string, JsonValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The object with this key set, or removed when the value is `undefined`. Keys stay in their order, a new one comes
 * last, and `__proto__` is a key like any other.
 */
export function withKey<Type extends object, Key extends keyof Type>(
  object: Type,
  key: Key,
  value: Type[Key] | undefined,
): Type {
  if (value !== undefined) return { ...object, [key]: value };
  const { [key]: _, ...rest } = object;
  return rest as Type;
}

/** True when both say the same, whatever the order of their keys. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    return Array.isArray(b) && a.length === b.length && a.every((each, index) => sameJson(each, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && sameJson(a[key], b[key]))
  );
}
