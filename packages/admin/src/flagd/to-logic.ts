import type { Condition, JsonValue, RolloutRange } from '@halyard/core';
import { isObject } from '@halyard/core/store';
import { shareOf } from './to-fractional.js';
import { Untranslatable } from './untranslatable.js';

/**
 * Translates a condition into JsonLogic with flagd's own operators. Exact, with one exception: flagd may take some text
 * for a number that is not a JSON number. Each `$rollout` must be an object with its seed. Throws {@link Untranslatable}.
 */
export function logicOf(path: string, condition: Condition): JsonValue {
  return all(
    Object.entries(condition).map(([key, operand]) => {
      const where = `${path}.${key}`;
      const join = JOINS.get(key);
      if (join !== undefined) return join(where, operand);
      return asked(where, { var: key }, operand);
    }),
  );
}

const JOINS: ReadonlyMap<string, (path: string, operand: JsonValue) => JsonValue> = new Map([
  ['$and', (path, operand) => all(each(path, operand))],
  ['$or', (path, operand) => any(each(path, operand))],
  ['$nor', (path, operand) => ({ '!': [orFalse(each(path, operand))] })],
  ['$not', (path, operand) => ({ '!': [logicOf(path, operand as Condition)] })],
  ['$segment', (_, operand) => ({ $ref: operand })],
  ['$rollout', (path, operand) => share(path, operand as unknown as RolloutRange)],
] satisfies [string, (path: string, operand: JsonValue) => JsonValue][]);

function each(path: string, operand: JsonValue): JsonValue[] {
  return (operand as readonly Condition[]).map((condition, i) => logicOf(`${path}[${i}]`, condition));
}

/** The test of one attribute. */
function asked(path: string, attribute: JsonValue, operand: JsonValue): JsonValue {
  const isOperators = isObject(operand) && Object.keys(operand).some((key) => key.startsWith('$'));
  return isOperators ? operators(path, attribute, operand) : forgiving(path, attribute, operand);
}

function share(path: string, { range, seed = '', ...keys }: RolloutRange): JsonValue {
  return all(shareOf(path, keys, [seed], range));
}

/** A bare literal: equal, without regard to the type. */
function forgiving(path: string, attribute: JsonValue, literal: JsonValue): JsonValue {
  if (typeof literal === 'string') {
    const [only, ...others] = asText(literal);
    return others.length === 0 ? { '===': [attribute, only!] } : { in: [attribute, [only!, ...others]] };
  }
  if (typeof literal === 'boolean') {
    const exactly = `{"$eq": ${literal}}`;
    throw new Untranslatable(
      path,
      `flagd does not treat text such as "off" and "no" as false; write ${exactly}`,
    );
  }
  return { '==': [attribute, primitive(path, literal)] };
}

/** Every value that has this text. */
function asText(text: string): JsonValue[] {
  const number = Number(text);
  const values = [text, ...(Number.isFinite(number) ? [number] : []), true, false];
  return values.filter((value) => String(value) === text);
}

function operators(
  path: string,
  attribute: JsonValue,
  operand: { readonly [key: string]: JsonValue },
): JsonValue {
  return all(
    Object.entries(operand).map(([operator, value]) => {
      const translate = OPERATORS.get(operator);
      if (translate === undefined)
        throw new Untranslatable(`${path}.${operator}`, 'flagd does not support this operator');
      return translate(`${path}.${operator}`, attribute, value);
    }),
  );
}

type Translation = (path: string, attribute: JsonValue, value: JsonValue) => JsonValue;

const OPERATORS: ReadonlyMap<string, Translation> = new Map<string, Translation>([
  ['$eq', (path, attribute, value) => ({ '===': [attribute, primitive(path, value)] })],
  ['$ne', (path, attribute, value) => ({ '!==': [attribute, primitive(path, value)] })],
  ...Object.entries({ $lt: '<', $lte: '<=', $gt: '>', $gte: '>=' }).map(
    ([operator, sign]): [string, Translation] => [
      operator,
      (_, attribute, value) => ({ [sign]: [attribute, value] }),
    ],
  ),
  ['$in', (path, attribute, value) => among(path, attribute, value)],
  ['$nin', (path, attribute, value) => ({ '!': [among(path, attribute, value)] })],
  ['$exists', (_, attribute, value) => ({ [value === true ? '!=' : '==']: [attribute, null] })],
  ['$startsWith', (_, attribute, value) => ({ starts_with: [attribute, value] })],
  ['$endsWith', (_, attribute, value) => ({ ends_with: [attribute, value] })],
  ['$contains', (_, attribute, value) => ({ in: [value, attribute] })],
  ...Object.entries({ $veq: '=', $vne: '!=', $vlt: '<', $vlte: '<=', $vgt: '>', $vgte: '>=' }).map(
    ([operator, sign]): [string, Translation] => [
      operator,
      (_, attribute, value) => ({ sem_ver: [attribute, sign, value] }),
    ],
  ),
  ['$not', (path, attribute, value) => ({ '!': [asked(path, attribute, value)] })],
]);

/** The attribute is one of these values or a list that contains one of them. */
function among(path: string, attribute: JsonValue, value: JsonValue): JsonValue {
  const values = (value as readonly JsonValue[]).map((one, i) => primitive(`${path}[${i}]`, one));
  return { or: [{ in: [attribute, values] }, { some: [attribute, { in: [{ var: '' }, values] }] }] };
}

function primitive(path: string, value: JsonValue): JsonValue {
  if (typeof value !== 'object' || value === null) return value;
  throw new Untranslatable(path, 'flagd does not compare lists and objects');
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

function orFalse(logic: readonly JsonValue[]): JsonValue {
  return logic.length === 0 ? { '!!': [false] } : { or: logic };
}
