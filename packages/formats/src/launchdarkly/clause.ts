import type { Condition, JsonValue } from '@halyard/core';
import { all, any, NEVER, not } from '../condition-algebra.js';
import { type JsonObject, listOf, textOf, textsOf } from '../json-object.js';
import { operandProblem } from '../operand-problem.js';
import { hasHyphenInPreRelease } from '../semantic-version.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { attributePath, keyPath, kindIn } from './attribute-reference.js';

/** The condition of a segment, by its key. */
export type SegmentCondition = (path: string, key: string) => Condition;

/** The condition for the clauses of a rule: all of them hold. */
export function clausesCondition(
  path: string,
  clauses: readonly JsonObject[],
  segment: SegmentCondition,
): Condition {
  return all(clauses.map((clause, i) => clauseCondition(`${path}[${i}]`, clause, segment)));
}

function clauseCondition(path: string, clause: JsonObject, segment: SegmentCondition): Condition {
  const isNegated = clause['negate'] === true;
  const values = listOf(clause['values']);
  if (clause['op'] === 'segmentMatch') {
    const matches = any(textsOf(clause['values']).map((key) => segment(path, key)));
    return isNegated ? not(matches) : matches;
  }
  const name = textOf(clause['attribute']) ?? '';
  if (name === 'kind') return kindCondition(path, clause, isNegated);
  const kind = kindIn(clause);
  const attribute = attributePath(path, kind, name, textOf(clause['contextKind']) !== undefined);
  const matches = any(values.flatMap((value) => matching(path, attribute, clause['op'] ?? null, value)));
  // Without a value there is nothing to negate.
  const exists = { [attribute]: { $exists: true } };
  const found = isNegated ? all([exists, not(matches)]) : matches;
  // A context that does not say whether it is anonymous is not.
  const matchesFalse = clause['op'] === 'in' && values.includes(false);
  if (name !== 'anonymous' || matchesFalse === isNegated) return found;
  return any([found, { [attribute]: null, [keyPath(kind)]: { $exists: true } }]);
}

function kindCondition(path: string, clause: JsonObject, isNegated: boolean): Condition {
  if (clause['op'] !== 'in')
    throw new UntranslatableError(path, 'a clause about the kind must have the operator in');
  const matches = any(textsOf(clause['values']).map((kind) => ({ [keyPath(kind)]: { $exists: true } })));
  return isNegated ? not(matches) : matches;
}

/** The conditions under which an attribute, or an element of it, matches one value of a clause. */
function matching(path: string, attribute: string, operator: JsonValue, value: JsonValue): Condition[] {
  if (operator === 'in') {
    const isPrimitive = typeof value !== 'object';
    return isPrimitive ? [{ [attribute]: { $in: [value] } }] : [];
  }
  const test = testOf(path, operator, value);
  if (test === undefined) return [];
  return [{ [attribute]: test }, { [attribute]: { $elemMatch: test } }];
}

const ORDERS: ReadonlyMap<JsonValue, string> = new Map([
  ['lessThan', '$lt'],
  ['lessThanOrEqual', '$lte'],
  ['greaterThan', '$gt'],
  ['greaterThanOrEqual', '$gte'],
]);

const TEXTS: ReadonlyMap<JsonValue, string> = new Map([
  ['startsWith', '$startsWith'],
  ['endsWith', '$endsWith'],
  ['contains', '$contains'],
]);

const VERSIONS: ReadonlyMap<JsonValue, string> = new Map([
  ['semVerEqual', '$veq'],
  ['semVerLessThan', '$vlt'],
  ['semVerGreaterThan', '$vgt'],
]);

/** LaunchDarkly fills up "2" and "2.1", and takes no leading "v". */
const VERSION =
  '^(?:0|[1-9]\\d*)(?:\\.(?:0|[1-9]\\d*)){0,2}(?:-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?(?:\\+[0-9A-Za-z.-]+)?$';

/** The operators for one value of a clause; `undefined` if no attribute matches it. */
function testOf(path: string, operator: JsonValue, value: JsonValue): JsonObject | undefined {
  const order = ORDERS.get(operator);
  if (order !== undefined) return typeof value === 'number' ? { $type: 'number', [order]: value } : undefined;
  const text = TEXTS.get(operator);
  if (text !== undefined) return typeof value === 'string' ? { [text]: value } : undefined;
  const version = VERSIONS.get(operator);
  if (version !== undefined) return versionTest(path, version, value);
  if (operator === 'before' || operator === 'after') return dateTest(`$${operator}`, value);
  return operator === 'matches' && typeof value === 'string' ? patternTest(path, value) : undefined;
}

function versionTest(path: string, operator: string, value: JsonValue): JsonObject | undefined {
  if (typeof value !== 'string' || !new RegExp(VERSION).test(value)) return undefined;
  if (hasHyphenInPreRelease(value)) {
    throw new UntranslatableError(path, 'Halyard orders a pre-release with a hyphen in its name otherwise');
  }
  return { $type: 'string', $regex: VERSION, [operator]: value };
}

/** LaunchDarkly takes a number of milliseconds for an instant, but not its text. */
function dateTest(operator: string, value: JsonValue): JsonObject | undefined {
  const isInstant = typeof value === 'number' || (typeof value === 'string' && !/^-?\d+$/.test(value));
  if (!isInstant || operandProblem(operator, value) !== undefined) return undefined;
  return { [operator]: value, $not: { $type: 'string', $regex: '^-?[0-9]+$' } };
}

/** A pattern that JavaScript can't read never matches. */
function patternTest(path: string, pattern: string): JsonObject | undefined {
  try {
    if (!(new RegExp(pattern) instanceof RegExp)) return undefined;
  } catch {
    return undefined;
  }
  const problem = operandProblem('$regex', pattern);
  if (problem === undefined) return { $type: 'string', $regex: pattern };
  throw new UntranslatableError(path, problem);
}

/** The contexts whose key of a kind is one of these. */
export function keyIn(kind: string, keys: readonly string[]): Condition {
  return keys.length === 0 ? NEVER : { [keyPath(kind)]: { $in: keys } };
}
