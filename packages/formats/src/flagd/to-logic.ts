import type { Condition, JsonValue, RolloutRange, Schedule } from '@halyard/core';
import { isObject } from '@halyard/core/store';
import { UntranslatableError } from '../untranslatable-error.js';
import { isPath } from './logic.js';
import { timesOf } from './to-clock.js';
import { shareOf } from './to-fractional.js';
import { isList, isScalar, isText, ofType } from './type-tests.js';
import { versionLogic } from './version-tests.js';

/**
 * Translates a condition into JsonLogic with flagd's own operators. With one exception, the two hold for the same
 * contexts: flagd fails to compare text that is not a number with a number, and takes some text for a number that JSON does
 * not. Each `$rollout` must be an object with its seed. Throws {@link UntranslatableError}.
 */
export function logicOf(path: string, condition: Condition): JsonValue {
  return all(
    Object.entries(condition).map(([key, operand]) => {
      const where = `${path}.${key}`;
      const join = JOINS.get(key);
      if (join !== undefined) return join(where, operand);
      if (isPath(key)) return asked(where, key, operand);
      throw new UntranslatableError(where, 'flagd reads another attribute by this name');
    }),
  );
}

const JOINS: ReadonlyMap<string, (path: string, operand: JsonValue) => JsonValue> = new Map([
  ['$and', (path, operand) => all(each(path, operand))],
  ['$or', (path, operand) => versionLogic({ $or: operand }) ?? any(each(path, operand))],
  ['$nor', (path, operand) => ({ '!': [versionLogic({ $or: operand }) ?? any(each(path, operand))] })],
  ['$not', (path, operand) => ({ '!': [logicOf(path, operand as Condition)] })],
  ['$segment', (_, operand) => ({ $ref: operand })],
  ['$rollout', (path, operand) => share(path, operand as unknown as RolloutRange)],
  ['$schedule', (path, operand) => all(timesOf(path, operand as Schedule))],
] satisfies [string, (path: string, operand: JsonValue) => JsonValue][]);

function each(path: string, operand: JsonValue): JsonValue[] {
  return (operand as readonly Condition[]).map((condition, i) => logicOf(`${path}[${i}]`, condition));
}

/** The test of one attribute. */
function asked(path: string, attribute: string, operand: JsonValue): JsonValue {
  const isOperators = isObject(operand) && Object.keys(operand).some((key) => key.startsWith('$'));
  return isOperators ? operators(path, attribute, operand) : lenient(path, attribute, operand);
}

function share(path: string, { range, seed = '', ...keys }: RolloutRange): JsonValue {
  return all(shareOf(path, keys, [seed], range));
}

/** A bare literal: equal, without regard to the type. */
function lenient(path: string, attribute: string, literal: JsonValue): JsonValue {
  const value = { var: attribute };
  if (typeof literal === 'string') {
    const [only, ...others] = asText(literal);
    return others.length === 0 ? { '===': [value, only!] } : { in: [value, [only!, ...others]] };
  }
  if (literal === null) return { '===': [value, null] };
  if (typeof literal === 'number') {
    return all([{ '!==': [value, null] }, ...isComparable(attribute), { '==': [value, literal] }]);
  }
  if (typeof literal === 'boolean') {
    const exactly = `{"$eq": ${literal}}`;
    throw new UntranslatableError(
      path,
      `flagd does not treat text such as "off" and "no" as false; write ${exactly}`,
    );
  }
  throw new UntranslatableError(path, STRUCTURES);
}

const STRUCTURES = 'flagd does not compare lists and objects';

/** Every value that has this text. */
function asText(text: string): JsonValue[] {
  const number = Number(text);
  const values = [text, ...(Number.isFinite(number) ? [number] : []), true, false];
  return values.filter((value) => String(value) === text);
}

/** What flagd compares with a number as Halyard does: lists and objects are an error to it, and empty text is 0. */
function isComparable(attribute: string): JsonValue[] {
  return [{ '!==': [{ var: attribute }, ''] }, isScalar(attribute)];
}

function operators(
  path: string,
  attribute: string,
  operand: { readonly [key: string]: JsonValue },
): JsonValue {
  return all(
    Object.entries(operand).map(([operator, value]) => {
      const translate = OPERATORS.get(operator);
      if (translate !== undefined) return translate(`${path}.${operator}`, attribute, value);
      throw new UntranslatableError(`${path}.${operator}`, REASONS.get(operator) ?? UNSUPPORTED);
    }),
  );
}

const UNSUPPORTED = 'flagd does not support this operator';

const VERSIONS = 'flagd takes fewer texts for versions';

const REASONS: ReadonlyMap<string, string> = new Map(
  ['$veq', '$vne', '$vgt', '$vgte', '$vlt', '$vlte'].map((operator) => [operator, VERSIONS]),
);

type Translation = (path: string, attribute: string, value: JsonValue) => JsonValue;

const OPERATORS: ReadonlyMap<string, Translation> = new Map<string, Translation>([
  ['$eq', (path, attribute, value) => ({ '===': [{ var: attribute }, primitive(path, value)] })],
  ['$ne', (path, attribute, value) => ({ '!==': [{ var: attribute }, primitive(path, value)] })],
  ['$lt', (_, attribute, value) => ordered('<', attribute, value)],
  ['$lte', (_, attribute, value) => ordered('<=', attribute, value)],
  ['$gt', (_, attribute, value) => ordered('>', attribute, value)],
  ['$gte', (_, attribute, value) => ordered('>=', attribute, value)],
  ['$in', among],
  ['$nin', (path, attribute, value) => ({ '!': [among(path, attribute, value)] })],
  ['$exists', (_, attribute, value) => ({ [value === true ? '!==' : '===']: [{ var: attribute }, null] })],
  ['$type', typed],
  ['$startsWith', (_, attribute, value) => ({ starts_with: [{ var: attribute }, value] })],
  ['$endsWith', (_, attribute, value) => ({ ends_with: [{ var: attribute }, value] })],
  ['$contains', contains],
  ['$not', (path, attribute, value) => ({ '!': [asked(path, attribute, value)] })],
]);

const JSON_NUMBER = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

function ordered(sign: string, attribute: string, value: JsonValue): JsonValue {
  const comparison = { [sign]: [{ var: attribute }, value] };
  if (typeof value === 'number') return all([...isComparable(attribute), comparison]);
  // Only text compares with text that is not a number.
  return all([JSON_NUMBER.test(value as string) ? isScalar(attribute) : isText(attribute), comparison]);
}

/** flagd takes empty text for an empty list, which contains nothing. */
function contains(_: string, attribute: string, value: JsonValue): JsonValue {
  return value === '' ? isText(attribute) : all([isText(attribute), { in: [value, { var: attribute }] }]);
}

/** The attribute is one of these values or a list that contains one of them. */
function among(path: string, attribute: string, value: JsonValue): JsonValue {
  const values = (value as readonly JsonValue[]).map((one, i) => primitive(`${path}[${i}]`, one));
  const hasOne = { some: [{ var: attribute }, { in: [{ var: '' }, values] }] };
  return { or: [{ in: [{ var: attribute }, values] }, { and: [isList(attribute), hasOne] }] };
}

function typed(path: string, attribute: string, value: JsonValue): JsonValue {
  const test = ofType(attribute, value as string);
  if (test !== undefined) return test;
  throw new UntranslatableError(path, 'flagd does not tell null and a missing attribute apart');
}

function primitive(path: string, value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  throw new UntranslatableError(path, STRUCTURES);
}

// All of them. An empty list holds.
function all(logic: readonly JsonValue[]): JsonValue {
  if (logic.length === 1) return logic[0]!;
  return logic.length === 0 ? { '!!': [true] } : { and: logic };
}

// Any of them. An empty list holds, like an empty $or.
function any(logic: readonly JsonValue[]): JsonValue {
  return logic.length === 0 ? { '!!': [true] } : { or: logic };
}
