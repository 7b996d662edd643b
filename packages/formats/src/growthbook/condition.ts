import type { Condition, JsonValue } from '@halyard/core';
import { isObject } from '@halyard/core/store';
import { ALWAYS, all, any, NEVER, not } from '../condition-algebra.js';
import { type JsonObject, listOf, objectOf } from '../json-object.js';
import { operandProblem } from '../operand-problem.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { groupValues, type SavedGroups, withoutGroup } from './saved-groups.js';

/**
 * Translates a condition of GrowthBook. Halyard's conditions follow its specification. What is written in another way here
 * is what Halyard reads more strictly. An unknown operator never holds. Throws {@link UntranslatableError}.
 */
export function conditionOf(path: string, condition: JsonObject, groups: SavedGroups): Condition {
  return all(
    Object.entries(condition).map(([key, operand]) => {
      const where = `${path}.${key}`;
      const inside = (each: JsonValue, i: number): Condition =>
        conditionOf(`${where}[${i}]`, objectOf(each), groups);
      switch (key) {
        case '$and':
          return all(listOf(operand).map(inside));
        case '$or':
          return anyOrNone(listOf(operand).map(inside));
        case '$nor':
          return not(anyOrNone(listOf(operand).map(inside)));
        case '$not':
          return not(conditionOf(where, objectOf(operand), groups));
        case '$savedGroup':
          return inSavedGroup(where, objectOf(operand), groups);
        default:
          if (!key.startsWith('$')) return valueCondition(where, key, operand, groups);
          throw new UntranslatableError(where, 'an attribute can\'t begin with "$"');
      }
    }),
  );
}

function anyOrNone(conditions: readonly Condition[]): Condition {
  return conditions.length === 0 ? ALWAYS : any(conditions);
}

/** What is asked of the value of one attribute. */
function valueCondition(path: string, attribute: string, asked: JsonValue, groups: SavedGroups): Condition {
  if (typeof asked === 'boolean') return asked ? not(isFalsy(attribute, [null])) : isFalsy(attribute, []);
  if (typeof asked === 'number') return numeric(attribute, asked);
  if (asked === null || typeof asked === 'string') return { [attribute]: asked };
  if (!isOperators(asked)) return { [attribute]: { $eq: asked } };
  return all(
    Object.entries(asked).map(([operator, operand]) =>
      operatorCondition(`${path}.${operator}`, attribute, operator, operand, groups),
    ),
  );
}

/** Truthiness is that of JavaScript, so that text such as "false" is true. */
function isFalsy(attribute: string, others: readonly null[]): Condition {
  return any([...others, { $eq: false }, { $eq: 0 }, { $eq: '' }].map((value) => ({ [attribute]: value })));
}

/** To JavaScript, null and empty text are 0. */
function numeric(attribute: string, number: number): Condition {
  if (number !== 0) return { [attribute]: number };
  return any([{ [attribute]: 0 }, { [attribute]: null }, { [attribute]: { $eq: '' } }]);
}

function isOperators(value: JsonValue): value is JsonObject {
  if (!isObject(value)) return false;
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => key.startsWith('$'));
}

/** The operators that mean the same in Halyard, whatever their operand. */
const SAME: ReadonlySet<string> = new Set([
  '$exists',
  '$gt',
  '$gte',
  '$lt',
  '$lte',
  '$in',
  '$nin',
  '$ini',
  '$nini',
]);

const LISTS: ReadonlySet<string> = new Set(['$in', '$nin', '$ini', '$nini', '$all', '$alli']);

const VERSIONS: ReadonlySet<string> = new Set(['$veq', '$vne', '$vgt', '$vgte', '$vlt', '$vlte']);

const PATTERNS: ReadonlySet<string> = new Set(['$regex', '$regexi', '$notRegex', '$notRegexi']);

function operatorCondition(
  path: string,
  attribute: string,
  operator: string,
  operand: JsonValue,
  groups: SavedGroups,
): Condition {
  const direct = directOperator(path, operator, operand, groups);
  if (direct !== undefined)
    return typeof direct === 'boolean' ? (direct ? ALWAYS : NEVER) : { [attribute]: direct };
  if (operator === '$not') return not(valueCondition(path, attribute, operand, groups));
  return NEVER;
}

/** The operator for Halyard, or what is always the case; `undefined` for one that needs another form. */
function directOperator(
  path: string,
  operator: string,
  operand: JsonValue,
  groups: SavedGroups,
): JsonObject | boolean | undefined {
  // To JavaScript, no list or object is the same as another.
  if (operator === '$eq' || operator === '$ne') {
    return typeof operand === 'object' && operand !== null ? operator === '$ne' : { [operator]: operand };
  }
  if (operator === '$inGroup' || operator === '$notInGroup') return inGroup(operator, operand, groups);
  if (LISTS.has(operator) && !Array.isArray(operand)) return false;
  if (operator === '$all' || operator === '$alli') return everyValue(path, operator, listOf(operand));
  if (SAME.has(operator))
    return { [operator]: LISTS.has(operator) ? scalars(operand) : comparable(operator, operand) };
  if (VERSIONS.has(operator)) return version(path, operator, operand);
  if (PATTERNS.has(operator)) return pattern(path, operator, operand);
  if (operator === '$size') return { $size: sizeOf(path, operand, groups) };
  if (operator === '$elemMatch') return { $elemMatch: elementOf(path, objectOf(operand), groups) };
  // A missing attribute is null.
  if (operator === '$type') return operand === 'null' ? { $exists: false } : { $type: operand };
  return undefined;
}

function comparable(operator: string, operand: JsonValue): JsonValue {
  return operator === '$exists' ? Boolean(operand) : operand;
}

function scalars(operand: JsonValue): JsonValue {
  return listOf(operand).filter((each) => typeof each !== 'object' || each === null);
}

function inGroup(operator: string, operand: JsonValue, groups: SavedGroups): JsonObject | boolean {
  const values = groupValues(groups, operand);
  return values === undefined ? false : { [operator === '$inGroup' ? '$in' : '$nin']: scalars(values) };
}

function everyValue(path: string, operator: string, operands: readonly JsonValue[]): JsonObject {
  if (!operands.some(isOperators)) return { [operator]: operands };
  throw new UntranslatableError(path, 'an element of $all must be a value, not operators');
}

function version(path: string, operator: string, operand: JsonValue): JsonObject {
  // Anything but text and numbers is version 0.
  const text = typeof operand === 'string' || typeof operand === 'number' ? `${operand}` : '0';
  const problem = operandProblem(operator, text);
  if (problem === undefined) return { [operator]: text };
  throw new UntranslatableError(path, problem);
}

/** A pattern that JavaScript can't read never matches. */
function pattern(path: string, operator: string, operand: JsonValue): JsonObject | boolean {
  if (typeof operand !== 'string' || !isPattern(operand)) return false;
  // RE2 has no escape for a slash, and needs none.
  const plain = operand.replaceAll('\\/', '/');
  const problem = operandProblem(operator, plain);
  if (problem === undefined) return { [operator]: plain };
  throw new UntranslatableError(path, problem);
}

function isPattern(source: string): boolean {
  try {
    return new RegExp(source) instanceof RegExp;
  } catch {
    return false;
  }
}

function sizeOf(path: string, operand: JsonValue, groups: SavedGroups): JsonValue {
  if (isOperators(operand)) return operatorsOf(path, operand, groups);
  return typeof operand === 'number' ? operand : { $eq: operand };
}

function elementOf(path: string, asked: JsonObject, groups: SavedGroups): JsonObject {
  return isOperators(asked) ? operatorsOf(path, asked, groups) : conditionOf(path, asked, groups);
}

/** Operators for a value that has no path. Throws for those that need another form. */
function operatorsOf(path: string, asked: JsonObject, groups: SavedGroups): JsonObject {
  const entries = Object.entries(asked).flatMap(([operator, operand]): [string, JsonValue][] => {
    if (operator === '$not' && isOperators(operand)) return [['$not', operatorsOf(path, operand, groups)]];
    const direct = directOperator(`${path}.${operator}`, operator, operand, groups);
    if (direct === true) return [];
    if (typeof direct === 'object') return Object.entries(direct);
    throw new UntranslatableError(path, `${operator} can't be asked of an element`);
  });
  return Object.fromEntries(entries);
}

function inSavedGroup(path: string, { id, attributeKey }: JsonObject, groups: SavedGroups): Condition {
  const group = typeof id === 'string' ? objectOf(groups.get(id)) : {};
  if (group['type'] === 'list') {
    const attribute = attributeKey ?? group['attributeKey'];
    if (typeof attribute !== 'string' || !Array.isArray(group['values'])) return NEVER;
    return { [attribute]: { $in: scalars(group['values'] as JsonValue) } };
  }
  if (group['type'] !== 'condition' || !isObject(group['condition'])) return NEVER;
  return conditionOf(path, objectOf(group['condition']), withoutGroup(groups, id as string));
}
