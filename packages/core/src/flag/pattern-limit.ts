import type { Condition, JsonValue } from './definition.js';
import { tooManySteps } from './formats.js';
import { LIMITS } from './limits.js';
import type { OperatorName } from './operator-names.js';
import { patternSteps } from './pattern-steps.js';
import type { Constraint } from './schema/combine.js';
import { problem } from './schema/problem.js';

const PATTERN_OPERATORS: ReadonlySet<string> = new Set<OperatorName>([
  '$regex',
  '$regexi',
  '$notRegex',
  '$notRegexi',
]);

/** All patterns in a condition, however deep. */
export function* patternsOf(condition: Condition | JsonValue): Iterable<string> {
  if (typeof condition !== 'object' || condition === null) return;
  for (const [key, inside] of Object.entries(condition)) {
    if (typeof inside === 'string' && PATTERN_OPERATORS.has(key)) yield inside;
    else yield* patternsOf(inside);
  }
}

/** Holds the patterns of one definition to the limit that they have together. */
export function fewPatternSteps<Type>(patternsIn: (value: Type) => readonly string[]): Constraint<Type> {
  return {
    check(value) {
      const steps = patternsIn(value).reduce((sum, pattern) => sum + patternSteps(pattern), 0);
      return steps > LIMITS.patternSteps ? problem(tooManySteps(steps)) : undefined;
    },
  };
}
