import type { FlagScope } from './flag.js';
import { resetCost, spend } from './cost.js';
import type { EvaluationContext, Outcome } from './evaluation.js';

/** How many flags and segments may stand behind one another: a longer chain does not hold. */
export const MAX_DEPTH = 32;

/** How many flags and segments one evaluation may ask in all, those that are the same for everyone aside. */
export const MAX_ASKED = 10_000;

// Evaluation is synchronous, so that counting in the module needs no allocation and no further parameter.
let depth = 0;
let asked = 0;
/** A limit was met below: whatever depends on that has no answer, not even "off". */
let exceeded = false;

/** What asking a flag costs whose answer is known: finding it, and that it is not on a cycle. */
const STEPS_PER_REFERENCE = 16;

/**
 * Starts to count what an evaluation asks. Inside another evaluation, whose count goes on, it counts the `size` of the
 * definition that is asked: the parts of its conditions.
 */
export function beginEvaluation(size = 0): void {
  if (depth > 0) return spend(2 * size);
  asked = 0;
  exceeded = false;
  resetCost();
}

/**
 * The answer of the flag or segment `to`, to which `from` refers; `undefined`, which never holds, when there is none,
 * when the two refer to one another in a circle, or when the limits above are met. They keep a chain of 10,000 flags
 * from overflowing the stack, and a lattice of them from taking for ever.
 */
export function follow(
  from: string,
  to: string,
  context: EvaluationContext,
  flags: FlagScope,
  now: number,
): Outcome | undefined {
  const flag = flags.get(to);
  if (flag === undefined || flags.inCycle(from, to)) return undefined;
  if (depth >= MAX_DEPTH || (flag.constant === undefined && asked >= MAX_ASKED)) {
    exceeded = depth > 0;
    return undefined;
  }
  spend(STEPS_PER_REFERENCE);
  if (flag.constant !== undefined) return flag.constant;
  asked++;
  depth++;
  try {
    const outcome = flag.decide(context, flags, now);
    return exceeded ? undefined : outcome;
  } finally {
    depth--;
    if (depth === 0) exceeded = false;
  }
}
