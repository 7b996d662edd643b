import type { Primitive } from './logic.js';

/** The operators of JsonLogic that compare. */
export const COMPARISONS = ['==', '!=', '===', '!==', '<', '<=', '>', '>='] as const;

/** One of {@link COMPARISONS}. */
export type Comparison = (typeof COMPARISONS)[number];

/** The same comparison with its operands exchanged. */
export const MIRRORED: Readonly<Record<Comparison, Comparison>> = {
  '==': '==',
  '!=': '!=',
  '===': '===',
  '!==': '!==',
  '<': '>',
  '<=': '>=',
  '>': '<',
  '>=': '<=',
};

/**
 * How flagd's library compares. `checked`: it fails if one value is not a number and the other is, and 0 and `false` equal
 * null. `plain`: as JavaScript does; code that the library compiles forgets a literal on the left.
 */
export type Manner = 'checked' | 'plain';

/** What flagd's library says of two values. */
export function compareLiterals(
  left: Primitive,
  comparison: Comparison,
  right: Primitive,
  manner: Manner = 'checked',
): boolean | 'fails' {
  if (comparison === '===') return left === right;
  if (comparison === '!==') return left !== right;
  const areTexts = [left, right].every((each) => each === null || typeof each === 'string');
  if (areTexts || manner === 'plain') return holds(left, comparison, right);
  if (Number.isNaN(Number(left)) || Number.isNaN(Number(right))) return 'fails';
  return left === null || right === null
    ? holds(Number(left), comparison, Number(right))
    : holds(left, comparison, right);
}

function holds(left: Primitive, comparison: Comparison, right: Primitive): boolean {
  const [a, b] = [left as number, right as number];
  switch (comparison) {
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    case '!=':
      // eslint-disable-next-line eqeqeq
      return a != b;
    default:
      // eslint-disable-next-line eqeqeq
      return a == b;
  }
}
