import type { Condition, JsonValue } from '@halyard/core';
import { any, not } from '../condition-algebra.js';
import { firstVariable } from './logic.js';

// JsonLogic has no test of a type. Only text is strictly equal to itself as text, and only text and lists have a length.

/** Holds for text. */
export function isText(path: string): JsonValue {
  return { '===': [{ var: path }, { cat: ['', { var: path }] }] };
}

/** Holds for numbers. */
export function isNumber(path: string): JsonValue {
  const isNoScalar = { '!': [{ in: [{ var: path }, [null, true, false]] }] };
  return { and: [{ '!': [isText(path)] }, isNoScalar, hasNoLength(path), isNoObject(path)] };
}

/** Holds for lists. */
export function isList(path: string): JsonValue {
  return { and: [{ '!': [isText(path)] }, { '!': [hasNoLength(path)] }] };
}

/** Holds for text, numbers, booleans and null: the values that flagd can compare. */
export function isScalar(path: string): JsonValue {
  return { or: [isText(path), { and: [hasNoLength(path), isNoObject(path)] }] };
}

function isObject(path: string): JsonValue {
  return { and: [{ '!': [isText(path)] }, hasNoLength(path), { '!': [isNoObject(path)] }] };
}

function isBoolean(path: string): JsonValue {
  return { in: [{ var: path }, [true, false]] };
}

function hasNoLength(path: string): JsonValue {
  return { '===': [{ var: `${path}.length` }, null] };
}

function isNoObject(path: string): JsonValue {
  return { '!==': [{ cat: ['', { var: path }] }, '[object Object]'] };
}

const TESTS: ReadonlyMap<string, (path: string) => JsonValue> = new Map([
  ['string', isText],
  ['number', isNumber],
  ['boolean', isBoolean],
  ['array', isList],
  ['object', isObject],
]);

/** Holds for values of the type that `$type` names; `undefined` for the types that JsonLogic can't tell apart. */
export function ofType(path: string, type: string): JsonValue | undefined {
  return TESTS.get(type)?.(path);
}

/** The condition that one of these tests was made of; `undefined` for any other expression. */
export function typeTested(expression: JsonValue): Condition | undefined {
  const path = firstVariable(expression);
  if (path === undefined) return undefined;
  const is = (test: JsonValue): boolean => JSON.stringify(test) === JSON.stringify(expression);
  if (is(isScalar(path))) return not(any([{ [path]: { $type: 'array' } }, { [path]: { $type: 'object' } }]));
  const [type] = [...TESTS].find(([, test]) => is(test(path))) ?? [];
  return type === undefined ? undefined : { [path]: { $type: type } };
}
