import type { JsonValue } from '@halyard/core';

/** True for a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, JsonValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * The object with this key set, or removed if the value is `undefined`. Keys keep their order, a new key comes last, and
 * `__proto__` is a normal key.
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

/** True if both are equal, without regard to the order of keys. */
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
