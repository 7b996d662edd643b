import type { JsonValue } from '../../flag/definition.js';
import { numberOf, textOf } from './value.js';

/**
 * The test for `{"attribute": expected}`. It is forgiving, because attributes come from headers and query
 * strings: text compares as text, a number numerically, a boolean with truthiness; `null` is null or missing,
 * which equals nothing else. Lists and objects compare deeply.
 */
export function looselyEquals(expected: JsonValue): (value: unknown) => boolean {
  switch (typeof expected) {
    case 'string':
      return (value) => (typeof value === 'string' ? value : textOf(value)) === expected;
    case 'number':
      return (value) => numberOf(value) === expected;
    case 'boolean':
      return (value) => value !== undefined && value !== null && Boolean(value) === expected;
    default:
      if (expected === null) return (value) => value === undefined || value === null;
      return (value) => deeplyEquals(expected, value);
  }
}

/**
 * Whether a value is the same JSON as `expected`: the same types throughout, objects whatever the order of
 * their keys. It goes no deeper than `expected` does, so that a value that holds itself is no trouble.
 */
export function deeplyEquals(expected: JsonValue, value: unknown): boolean {
  if (typeof expected !== 'object' || expected === null) return expected === value;
  if (typeof value !== 'object' || value === null) return false;
  if (isList(expected)) {
    return (
      Array.isArray(value) &&
      value.length === expected.length &&
      expected.every((element, i) => deeplyEquals(element, value[i]))
    );
  }
  if (Array.isArray(value)) return false;
  const keys = Object.keys(expected);
  return (
    Object.keys(value).length === keys.length &&
    keys.every(
      (key) =>
        Object.hasOwn(value, key) && deeplyEquals(expected[key]!, (value as Record<string, unknown>)[key]),
    )
  );
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
