import type { FlagScope } from '../flag/flag.js';
import type { EvaluationContext, Outcome } from './evaluation.js';

/** How many flags and segments may stand behind one another: what lies deeper does not hold. */
export const MAX_DEPTH = 32;

/**
 * How many flags and segments one evaluation may ask in all, those that are the same for everyone aside: what
 * comes after does not hold.
 */
export const MAX_ASKED = 10_000;

// Evaluation is synchronous, so that counting in the module needs no allocation and no further parameter.
let depth = 0;
let asked = 0;

/**
 * Begins to count what an evaluation asks. Whoever asks first calls it; inside another evaluation, whose count
 * goes on, it does nothing.
 */
export function beginEvaluation(): void {
  if (depth === 0) asked = 0;
}

/**
 * The answer of the flag or segment `to`, on which `from` hangs; `undefined`, which never holds, when there is
 * none, when the two refer to one another in a circle, or when the limits above are met. They keep a chain of
 * 10,000 flags from overflowing the stack, and a lattice of them from taking for ever.
 */
export function follow(
  from: string,
  to: string,
  context: EvaluationContext,
  flags: FlagScope,
  now: number,
): Outcome | undefined {
  const flag = flags.get(to);
  if (flag === undefined || depth >= MAX_DEPTH || flags.inCycle(from, to)) return undefined;
  if (flag.constant !== undefined) return flag.constant;
  if (asked >= MAX_ASKED) return undefined;
  asked++;
  depth++;
  try {
    return flag.decide(context, flags, now);
  } finally {
    depth--;
  }
}
