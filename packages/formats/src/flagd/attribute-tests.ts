import type { Condition, JsonValue } from '@halyard/core';
import { all, any, not } from '../condition-algebra.js';
import { type Comparison, compareLiterals, type Manner } from './compare-literals.js';
import type { Primitive } from './logic.js';
import { NO_FAILURE, type Truth } from './truth.js';

/** The types of value that flagd fails on. */
type Kind = 'number' | 'boolean' | 'array' | 'object' | 'word';

const OPERATORS = { '<': '$lt', '<=': '$lte', '>': '$gt', '>=': '$gte' } as const;

type Ordering = keyof typeof OPERATORS;

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** Truthy as in flagd's library: text such as "false" is, an empty list or object is not. */
export function truthy(path: string): Condition {
  return not(any([null, false, 0, '', [], {}].map((value) => ({ [path]: { $eq: value } }))));
}

/** The attribute compared with a literal. */
export function compared(
  path: string,
  comparison: Comparison,
  literal: Primitive,
  manner: Manner = 'checked',
): Truth {
  if (comparison === '===') return { holds: { [path]: equalTo(literal) }, ...NO_FAILURE };
  if (comparison === '!==') return { holds: not({ [path]: equalTo(literal) }), ...NO_FAILURE };
  if (comparison === '!=') return opposite(compared(path, '==', literal, manner));
  const tests =
    typeof literal === 'string'
      ? againstText(comparison, literal, manner)
      : againstNumber(comparison, literal, manner);
  const kinds: readonly Kind[] = manner === 'plain' ? STRUCTURES : kindsThatFail(literal);
  return {
    holds: any(tests.map((test) => ({ [path]: test }))),
    fails: any(kinds.map((kind) => isOfKind(path, kind))),
  };
}

const STRUCTURES: readonly Kind[] = ['array', 'object'];

function kindsThatFail(literal: Primitive): readonly Kind[] {
  if (typeof literal !== 'string') return literal === null ? STRUCTURES : ['word', ...STRUCTURES];
  return Number.isNaN(Number(literal)) ? ['number', 'boolean', ...STRUCTURES] : STRUCTURES;
}

/** Truth and falsehood exchanged. */
export function opposite({ holds, fails }: Truth): Truth {
  return { holds: all([not(holds), not(fails)]), fails };
}

function equalTo(literal: Primitive): JsonValue {
  return literal === null ? null : { $eq: literal };
}

/** Two texts compare as texts, any other pair as numbers. */
function againstText(comparison: Comparison, literal: string, manner: Manner): JsonValue[] {
  const number = Number(literal);
  if (comparison === '==') {
    const others = [number, true, false].filter((value) => Number.isFinite(Number(value)));
    return [equalTo(literal), ...constants(others, comparison, literal, manner)];
  }
  const operator = OPERATORS[comparison as Ordering];
  if (JSON_NUMBER.test(literal)) return [{ [operator]: literal }];
  const texts = { $type: 'string', [operator]: literal };
  const numbers = Number.isFinite(number) ? [{ $type: 'number', [operator]: number }] : [];
  return [texts, ...numbers, ...constants([null, true, false], comparison, literal, manner)];
}

function againstNumber(
  comparison: Comparison,
  literal: Exclude<Primitive, string>,
  manner: Manner,
): JsonValue[] {
  const number = Number(literal);
  if (comparison === '==') {
    if (literal === null) return constants([null, 0, false], comparison, literal, manner);
    return [number, ...constants([null, ''], comparison, literal, manner)];
  }
  // A missing attribute counts as 0 in both systems, empty text only in flagd.
  const numeric = { [OPERATORS[comparison as Ordering]]: number };
  return [numeric, ...constants([''], comparison, literal, manner)];
}

/** The values of this list for which the comparison holds, each as a test. */
function constants(
  values: readonly Primitive[],
  comparison: Comparison,
  literal: Primitive,
  manner: Manner,
): JsonValue[] {
  return values.filter((value) => compareLiterals(value, comparison, literal, manner) === true).map(equalTo);
}

function isOfKind(path: string, kind: Kind): Condition {
  if (kind !== 'word') return { [path]: { $type: kind } };
  // Text that is not a number is neither below 0 nor 0 or more.
  const isNotNumeric = { $type: 'string', $ne: '', $not: { $gte: 0 } };
  return { $and: [{ [path]: isNotNumeric }, { $not: { [path]: { $lt: 0 } } }] };
}
