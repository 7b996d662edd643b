import { assertPattern } from './regular-expression.js';
import type { Condition, FlagDefinition, JsonValue } from './definition.js';
import { LIMITS } from './limits.js';
import type { OperatorName } from './operator-names.js';
import { patternSteps } from './pattern-steps.js';
import { patternWeight } from './pattern-weight.js';
import type { Constraint } from './schema/combine.js';
import { problem, type Problem, type Problems } from './schema/problem.js';

/** A pattern of a definition, and where it stands. */
interface Placed {
  readonly source: string;
  readonly operator: string;
  readonly path: readonly (string | number)[];
}

/** The operators whose operand is a pattern, and whether it ignores case. */
const PATTERN_OPERATORS: ReadonlyMap<string, boolean> = new Map<OperatorName, boolean>([
  ['$regex', false],
  ['$regexi', true],
  ['$notRegex', false],
  ['$notRegexi', true],
]);

/** The operators whose operand is data, whatever it looks like. */
const DATA_OPERATORS: ReadonlySet<string> = new Set<OperatorName>([
  '$eq',
  '$ne',
  '$in',
  '$nin',
  '$ini',
  '$nini',
]);

/** The patterns of a flag's definition: few enough in all, and each one right. */
export const patternsOfFlag: Constraint<FlagDefinition> = {
  check({ rules = [] }) {
    const placed = rules.flatMap(({ when }, i) => (when ? patternsIn(when, ['rules', i, 'when']) : []));
    return checkPatterns(placed);
  },
};

/** The patterns of a segment's condition. */
export const patternsOfSegment: Constraint<Condition> = {
  check: (condition) => checkPatterns(patternsIn(condition, [])),
};

/** The sums come first: reading the patterns takes far longer, and grows with them. */
function checkPatterns(placed: readonly Placed[]): Problems | undefined {
  const weight = placed.reduce((sum, { source }) => sum + patternWeight(source), 0);
  if (weight > LIMITS.patternWeight) return problem(tooHeavy(weight));
  const steps = placed.reduce((sum, { source }) => sum + patternSteps(source), 0);
  if (steps > LIMITS.patternSteps) return problem(tooManySteps(steps));
  let found: Problem[] | undefined;
  for (const { source, operator, path } of placed) {
    const wrong = syntaxProblem(source, PATTERN_OPERATORS.get(operator)!);
    if (wrong !== undefined) found = [...(found ?? []), { path, message: wrong }];
  }
  return found;
}

function patternsIn(condition: JsonValue, path: readonly (string | number)[]): Placed[] {
  if (typeof condition !== 'object' || condition === null) return [];
  return Object.entries<JsonValue>(condition).flatMap(([key, inside]) => {
    const place = [...path, Array.isArray(condition) ? Number(key) : key];
    if (DATA_OPERATORS.has(key)) return [];
    if (typeof inside !== 'string') return patternsIn(inside, place);
    return PATTERN_OPERATORS.has(key) ? [{ source: inside, operator: key, path: place }] : [];
  });
}

function syntaxProblem(source: string, ignoreCase: boolean): string | undefined {
  try {
    assertPattern(source, ignoreCase);
    return undefined;
  } catch (error) {
    return `not a pattern in RE2 syntax: ${(error as Error).message.replace('error parsing regexp: ', '')}`;
  }
}

function tooHeavy(weight: number): string {
  return `the patterns of a definition have at most ${LIMITS.patternWeight} characters, a counted repetition, a Unicode class and a long range counted as many; received ${weight}`;
}

function tooManySteps(steps: number): string {
  return `the patterns of a definition take at most ${LIMITS.patternSteps} steps, with counted repetitions written out; received ${steps}`;
}
