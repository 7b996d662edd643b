import type { Condition, JsonValue } from '@halyard/core';
import { isObject } from '@halyard/core/store';
import { ALWAYS, all, any, NEVER, not } from '../condition-algebra.js';
import { listOf } from '../json-object.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { shareOf } from './share.js';

/** The condition for an expression of the feature. Throws {@link UntranslatableError}. */
export function expressionCondition(path: string, expression: JsonValue, feature: string): Condition {
  if (typeof expression === 'boolean') return expression ? ALWAYS : NEVER;
  const [name, operands] = operationOf(path, expression);
  const where = `${path}.${name}`;
  const inside = (): Condition[] =>
    operands.map((operand, i) => expressionCondition(`${where}[${i}]`, operand, feature));
  switch (name) {
    case 'Any':
      return any(inside());
    case 'All':
      return all(inside());
    case 'Boolean':
      return { [property(where, operands[0])]: { $in: [true, 1, 'true', '1'] } };
    case 'PercentageOfActors':
      return shareOf(feature, property(where, operands[0]), Number(operands[1]));
    default:
      return comparison(where, name, operands);
  }
}

const ORDERS: ReadonlyMap<string, string> = new Map([
  ['GreaterThan', '$gt'],
  ['GreaterThanOrEqualTo', '$gte'],
  ['LessThan', '$lt'],
  ['LessThanOrEqualTo', '$lte'],
]);

function comparison(path: string, name: string, operands: readonly JsonValue[]): Condition {
  const [left, right = null] = operands;
  if (isObject(left) && Object.hasOwn(left, 'Now')) return atTimes(path, name, right);
  const attribute = property(path, left);
  if (typeof right === 'object' && right !== null) {
    throw new UntranslatableError(path, 'must compare a property with a literal');
  }
  if (name === 'Equal') return { [attribute]: { $eq: right } };
  if (name === 'NotEqual') return not({ [attribute]: { $eq: right } });
  const order = ORDERS.get(name);
  if (order === undefined) throw new UntranslatableError(path, 'the expression is not supported');
  if (typeof right !== 'number' && typeof right !== 'string') return NEVER;
  return { [attribute]: { $type: typeof right, [order]: right } };
}

/** The time compared with a moment. */
function atTimes(path: string, name: string, right: JsonValue): Condition {
  const [moment] = isObject(right) ? listOf(right['Time']) : [];
  const instant = typeof moment === 'string' ? Date.parse(moment) : NaN;
  const isFrom = name.startsWith('Greater');
  if (Number.isNaN(instant) || !ORDERS.has(name)) {
    throw new UntranslatableError(path, 'must compare Now by an order with a Time');
  }
  // "Greater" and "less or equal" have the moment itself on the other side.
  const isAfter = name === 'GreaterThan' || name === 'LessThanOrEqualTo';
  const bound = new Date(isAfter ? instant + 1 : instant).toISOString();
  return { $schedule: isFrom ? { from: bound } : { until: bound } };
}

/** The attribute for a property of an actor. */
function property(path: string, expression: JsonValue | undefined): string {
  const [name, operands] = operationOf(path, expression ?? null);
  const [attribute] = operands;
  if (name === 'Property' && typeof attribute === 'string' && /^[^$]/.test(attribute)) {
    return attribute === 'flipper_id' ? 'targetingKey' : attribute;
  }
  throw new UntranslatableError(path, 'must compare a property, such as {"Property": ["plan"]}');
}

function operationOf(
  path: string,
  expression: JsonValue,
): readonly [name: string, operands: readonly JsonValue[]] {
  const [only, ...others] = isObject(expression) ? Object.entries(expression) : [];
  if (only === undefined || others.length > 0) throw new UntranslatableError(path, 'must be an expression');
  const [name, operand] = only;
  return [name, Array.isArray(operand) ? listOf(operand) : [operand]];
}
