import type { Condition, JsonValue } from '@halyard/core';
import { all, any, NEVER, not } from '../condition-algebra.js';
import { type JsonObject, listOf, objectOf, textOf } from '../json-object.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { timeCondition } from './time-condition.js';

/** The condition for a condition of Powertools. What fails in Python, such as comparing text with a number, never holds. */
export function conditionOf(path: string, given: JsonObject): Condition {
  const action = textOf(given['action']) ?? '';
  const value = given['value'] ?? null;
  const atTimes = timeCondition(path, action, objectOf(value));
  if (atTimes !== undefined) return atTimes;
  const key = textOf(given['key']) ?? '';
  if (key === '' || key.startsWith('$')) {
    throw new UntranslatableError(path, `no attribute can have the name ${JSON.stringify(key)}`);
  }
  return ACTIONS.get(action)?.({ path, key, value }) ?? NEVER;
}

interface Comparison {
  readonly path: string;
  readonly key: string;
  readonly value: JsonValue;
}

const ACTIONS: ReadonlyMap<string, (comparison: Comparison) => Condition> = new Map([
  ['EQUALS', equal],
  ['NOT_EQUALS', (comparison) => not(equal(comparison))],
  ['STARTSWITH', ({ key, value }) => ofText(key, '$startsWith', value)],
  ['ENDSWITH', ({ key, value }) => ofText(key, '$endsWith', value)],
  ['KEY_GREATER_THAN_VALUE', (comparison) => ordered(comparison, '$gt', (a, b) => a > b)],
  ['KEY_GREATER_THAN_OR_EQUAL_VALUE', (comparison) => ordered(comparison, '$gte', (a, b) => a >= b)],
  ['KEY_LESS_THAN_VALUE', (comparison) => ordered(comparison, '$lt', (a, b) => a < b)],
  ['KEY_LESS_THAN_OR_EQUAL_VALUE', (comparison) => ordered(comparison, '$lte', (a, b) => a <= b)],
  ['IN', keyInValue],
  ['KEY_IN_VALUE', keyInValue],
  ['NOT_IN', keyNotInValue],
  ['KEY_NOT_IN_VALUE', keyNotInValue],
  ['VALUE_IN_KEY', (comparison) => any(containers(comparison).map(({ found }) => found))],
  [
    'VALUE_NOT_IN_KEY',
    (comparison) => any(containers(comparison).map(({ is, found }) => all([is, not(found)]))),
  ],
  ['ALL_IN_VALUE', allInValue],
  ['ANY_IN_VALUE', ({ path, key, value }) => ({ [key]: { $type: 'array', $in: scalars(path, value) } })],
  ['NONE_IN_VALUE', ({ path, key, value }) => ({ [key]: { $type: 'array', $nin: scalars(path, value) } })],
  ['MODULO_RANGE', modulo],
] satisfies [string, (comparison: Comparison) => Condition][]);

/** To Python, `True` is 1 and `False` is 0. */
function equals(value: JsonValue): JsonValue[] {
  if (typeof value === 'boolean') return [value, Number(value)];
  return value === 1 || value === 0 ? [value, value === 1] : [value];
}

function equal({ key, value }: Comparison): Condition {
  return any(equals(value).map((each) => ({ [key]: { $eq: each } })));
}

function ofText(key: string, operator: string, value: JsonValue): Condition {
  return typeof value === 'string' ? { [key]: { [operator]: value } } : NEVER;
}

function ordered(
  { path, key, value }: Comparison,
  operator: string,
  holds: (a: number, b: number) => boolean,
): Condition {
  if (typeof value === 'string') return { [key]: { $type: 'string', [operator]: value } };
  if (Array.isArray(value)) throw new UntranslatableError(path, 'lists have no order');
  if (typeof value !== 'number' && typeof value !== 'boolean') return NEVER;
  const number = Number(value);
  const booleans = [true, false].filter((each) => holds(Number(each), number));
  return any([
    { [key]: { $type: 'number', [operator]: number } },
    ...booleans.map((each) => ({ [key]: { $eq: each } })),
  ]);
}

function keyInValue({ path, key, value }: Comparison): Condition {
  if (typeof value === 'string') throw new UntranslatableError(path, 'must have a list as value');
  const members = listOf(value).flatMap(equals);
  const isScalar = (each: JsonValue): boolean => typeof each !== 'object' || each === null;
  return any([
    { [key]: { $in: members.filter(isScalar), $not: { $type: 'array' } } },
    ...members.filter((each) => !isScalar(each)).map((each) => ({ [key]: { $eq: each } })),
  ]);
}

function keyNotInValue(comparison: Comparison): Condition {
  return Array.isArray(comparison.value) ? not(keyInValue(comparison)) : keyInValue(comparison);
}

/** What can contain a value: a list, a text, an object by its keys. */
function containers({
  path,
  key,
  value,
}: Comparison): { readonly is: Condition; readonly found: Condition }[] {
  if (typeof value === 'object' && value !== null) {
    throw new UntranslatableError(path, 'must look for text, a number, a boolean or null');
  }
  const list = {
    is: { [key]: { $type: 'array' } },
    found: { [key]: { $type: 'array', $in: equals(value) } },
  };
  if (typeof value !== 'string') return [list, { is: { [key]: { $type: 'object' } }, found: NEVER }];
  const isPlain = !value.includes('.') && value !== '';
  const inside: Condition = isPlain ? { [`${key}.${value}`]: { $not: { $type: 'undefined' } } } : NEVER;
  return [
    list,
    { is: { [key]: { $type: 'string' } }, found: { [key]: { $contains: value } } },
    { is: { [key]: { $type: 'object' } }, found: all([{ [key]: { $type: 'object' } }, inside]) },
  ];
}

function allInValue({ path, key, value }: Comparison): Condition {
  const members = scalars(path, value);
  const noOther = { [key]: { $type: 'array', $not: { $elemMatch: { $nin: members } } } };
  // No test reaches a null inside of a list but that of membership.
  return members.includes(null) ? noOther : all([noOther, { [key]: { $nin: [null] } }]);
}

function scalars(path: string, value: JsonValue): JsonValue[] {
  const isUsable =
    Array.isArray(value) && listOf(value).every((each) => typeof each !== 'object' || each === null);
  if (isUsable) return listOf(value).flatMap(equals);
  throw new UntranslatableError(path, 'must have a list of texts, numbers and booleans as value');
}

function modulo({ path, key, value }: Comparison): Condition {
  const { BASE: base = 1, START: first = 1, END: last = 1 } = objectOf(value);
  const [divisor, from, to] = [Number(base), Number(first), Number(last)];
  if (!(from <= to)) return NEVER;
  if (!(divisor > to && from >= 0)) throw new UntranslatableError(path, 'must have 0 ≤ START ≤ END < BASE');
  const booleans = [true, false].filter(
    (each) => Number(each) % divisor >= from && Number(each) % divisor <= to,
  );
  return any([
    { [key]: { $type: 'number', $modRange: [divisor, from, to] } },
    ...booleans.map((each) => ({ [key]: { $eq: each } })),
  ]);
}
