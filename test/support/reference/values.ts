import type { JsonValue } from '@halyard/core';

/** Text, a number, a BigInt or a boolean. */
export function isScalar(value: unknown): value is string | number | bigint | boolean {
  return ['string', 'number', 'bigint', 'boolean'].includes(typeof value);
}

const JSON_NUMBER = /^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$/;

/** The number that a number, a BigInt, a boolean or text in JSON number syntax stands for, else `NaN`. */
export function numberOf(value: unknown): number | bigint {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return typeof value === 'string' && JSON_NUMBER.test(value) ? Number(value) : NaN;
}

/** Whether a value is a JSON value: types are strict, the order of keys does not matter. */
export function isSame(json: JsonValue, value: unknown): boolean {
  if (typeof json !== 'object' || json === null) return json === value;
  if (typeof value !== 'object' || value === null) return false;
  if (Array.isArray(json) || Array.isArray(value)) {
    return (
      Array.isArray(json) &&
      Array.isArray(value) &&
      json.length === value.length &&
      json.every((each: JsonValue, i) => isSame(each, value[i]))
    );
  }
  const wanted = Object.entries(json as Record<string, JsonValue>);
  return (
    wanted.length === Object.keys(value).length &&
    wanted.every(
      ([key, each]) => Object.hasOwn(value, key) && isSame(each, (value as Record<string, unknown>)[key]),
    )
  );
}

/** Text in lower case; anything else unchanged. */
export function lower(value: unknown): unknown {
  return typeof value === 'string' ? value.toLowerCase() : value;
}
