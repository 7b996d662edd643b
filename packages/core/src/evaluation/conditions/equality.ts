import type { JsonValue } from '../../flag/definition.js';
import { plainWord } from '../../flag/short-text.js';
import { spend, spendText } from '../cost.js';
import { numberOf, textOf } from './value.js';

/**
 * The test for `{"attribute": expected}` (docs/flags.md, "Equality"). It is lenient, because attributes come from
 * headers and query strings: text compares as text, a number numerically, a boolean by truthiness; `null` is null or
 * missing, which equals nothing else. Lists and objects compare deeply.
 */
export function looselyEquals(expected: JsonValue): (value: unknown) => boolean {
  switch (typeof expected) {
    case 'string':
      return (value) => isText(value, expected);
    case 'number':
      return (value) => numberOf(value) === expected;
    case 'boolean':
      return (value) => value !== undefined && value !== null && isTruthy(value) === expected;
    default:
      if (expected === null) return (value) => value === undefined || value === null;
      return (value) => deeplyEquals(expected, value);
  }
}

/** Whether a value compares as this text. */
export function isText(value: unknown, expected: string): boolean {
  return value === expected || (typeof value !== 'string' && textOf(value) === expected);
}

/** Truthiness, except that the words for off are false: `?admin=false` is text. */
export function isTruthy(value: unknown): boolean {
  if (typeof value !== 'string') return Boolean(value);
  spendText(value);
  return plainWord(value) !== false;
}

/**
 * Whether a value is the same JSON as `expected`: the same types throughout, objects whatever the order of
 * their keys. It goes no deeper than `expected` does, so a value that contains itself is safe.
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
  const found = Object.keys(value);
  // Listing the keys of a wide object takes longer than looking at elements.
  spend(5 * found.length);
  return (
    found.length === keys.length &&
    keys.every(
      (key) =>
        Object.hasOwn(value, key) && deeplyEquals(expected[key]!, (value as Record<string, unknown>)[key]),
    )
  );
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
