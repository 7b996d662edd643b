import type { Condition } from '@halyard/core';
import { all, any, NEVER, not } from '../condition-algebra.js';
import { type JsonObject, textOf, textsOf } from '../json-object.js';
import { hasHyphenInPreRelease, SEMANTIC_VERSION } from '../semantic-version.js';
import { operandProblem } from '../operand-problem.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { valuesOfText } from '../values-of-text.js';
import { attributePath } from './attribute-path.js';

const VERSION = `^${SEMANTIC_VERSION}$`;

/** The condition for a constraint of Unleash. One with an unknown operator never holds, not even inverted. */
function constraintCondition(path: string, constraint: JsonObject): Condition {
  const translate = OPERATORS.get(textOf(constraint['operator']) ?? '');
  if (translate === undefined) return NEVER;
  const attribute = attributePath(path, textOf(constraint['contextName']) ?? '');
  const condition = translate({ path, attribute, constraint });
  return constraint['inverted'] === true ? not(condition) : condition;
}

interface Constraint {
  readonly path: string;
  readonly attribute: string;
  readonly constraint: JsonObject;
}

const OPERATORS: ReadonlyMap<string, (constraint: Constraint) => Condition> = new Map([
  ['IN', isIn],
  ['NOT_IN', (constraint) => not(isIn(constraint))],
  ['STR_STARTS_WITH', (constraint) => hasPart(constraint, '$startsWith')],
  ['STR_ENDS_WITH', (constraint) => hasPart(constraint, '$endsWith')],
  ['STR_CONTAINS', (constraint) => hasPart(constraint, '$contains')],
  ['NUM_EQ', (constraint) => ordered(constraint, '$eq', (a, b) => a === b)],
  ['NUM_GT', (constraint) => ordered(constraint, '$gt', (a, b) => a > b)],
  ['NUM_GTE', (constraint) => ordered(constraint, '$gte', (a, b) => a >= b)],
  ['NUM_LT', (constraint) => ordered(constraint, '$lt', (a, b) => a < b)],
  ['NUM_LTE', (constraint) => ordered(constraint, '$lte', (a, b) => a <= b)],
  ['DATE_AFTER', (constraint) => dated(constraint, 'after')],
  ['DATE_BEFORE', (constraint) => dated(constraint, 'before')],
  ['SEMVER_EQ', (constraint) => versioned(constraint, '$veq')],
  ['SEMVER_GT', (constraint) => versioned(constraint, '$vgt')],
  ['SEMVER_GTE', (constraint) => versioned(constraint, '$vgte')],
  ['SEMVER_LT', (constraint) => versioned(constraint, '$vlt')],
  ['SEMVER_LTE', (constraint) => versioned(constraint, '$vlte')],
  ['REGEX', matches],
  ['IN_CIDR', inRanges],
] satisfies [string, (constraint: Constraint) => Condition][]);

/** Unleash ignores blanks around a value, and values without anything else. */
function cleanValues({ constraint }: Constraint): string[] {
  return textsOf(constraint['values']).flatMap((value) => (value === '' ? [] : [value.trim()]));
}

function isIn(constraint: Constraint): Condition {
  const values = cleanValues(constraint).flatMap(valuesOfText);
  return values.length === 0 ? NEVER : { [constraint.attribute]: { $in: values } };
}

function hasPart(constraint: Constraint, operator: string): Condition {
  const name = constraint.constraint['caseInsensitive'] === true ? `${operator}i` : operator;
  return any(cleanValues(constraint).map((value) => ({ [constraint.attribute]: { [name]: value } })));
}

function ordered(
  { attribute, constraint }: Constraint,
  operator: string,
  holds: (a: number, b: number) => boolean,
): Condition {
  const number = Number(textOf(constraint['value']));
  if (!Number.isFinite(number)) return NEVER;
  if (operator === '$eq') return { [attribute]: number };
  // To Unleash a missing attribute is not a number. To Halyard it is 0, which matters only where 0 would do.
  return { [attribute]: { [operator]: number, ...(holds(0, number) ? { $exists: true } : {}) } };
}

/** The time is that of the context or, usually, that of the clock. */
function dated({ path, constraint }: Constraint, direction: 'after' | 'before'): Condition {
  const time = Date.parse(textOf(constraint['value']) ?? '');
  if (Number.isNaN(time)) return NEVER;
  const instant = new Date(time).toISOString();
  const next = new Date(time + 1).toISOString();
  const byClock = direction === 'after' ? { from: next } : { until: instant };
  const own = attributePath(path, 'currentTime');
  return any([
    { [own]: { [direction === 'after' ? '$after' : '$before']: instant } },
    { [own]: null, $schedule: byClock },
  ]);
}

function versioned({ path, attribute, constraint }: Constraint, operator: string): Condition {
  const version = (textOf(constraint['value']) ?? '').trim().replace(/^v/, '');
  if (!new RegExp(VERSION).test(version)) return NEVER;
  if (hasHyphenInPreRelease(version)) {
    const what = 'Halyard orders a pre-release with a hyphen in its name otherwise';
    throw new UntranslatableError(path, what);
  }
  return { [attribute]: { $regex: VERSION, [operator]: version } };
}

function matches({ path, attribute, constraint }: Constraint): Condition {
  const pattern = textOf(constraint['value']) ?? '';
  const problem = operandProblem('$regex', pattern);
  if (problem?.includes('at most') === true) throw new UntranslatableError(path, problem);
  // A pattern that is not one never matches.
  if (problem !== undefined) return NEVER;
  const operator = constraint['caseInsensitive'] === true ? '$regexi' : '$regex';
  return { [attribute]: { [operator]: pattern } };
}

/** Texts that are not addresses or ranges of addresses are ignored. */
function inRanges(constraint: Constraint): Condition {
  const ranges = cleanValues(constraint).filter((range) => operandProblem('$inCidr', [range]) === undefined);
  return ranges.length === 0 ? NEVER : { [constraint.attribute]: { $inCidr: ranges } };
}

/** All of these constraints. */
export function constraintsCondition(path: string, constraints: readonly JsonObject[]): Condition {
  return all(constraints.map((each, i) => constraintCondition(`${path}[${i}]`, each)));
}
