import { InvalidContextError } from '../base/errors.js';
import { LIMITS } from '../flag/limits.js';

/**
 * How many steps one evaluation may take over lists and long texts of the context and over the flags and segments that
 * it refers to, at some 10 ns each: no definition and no request may keep the process busy.
 */
const MAX_STEPS = 1_000_000;

/** The same for patterns: as many as all patterns of one definition take on one text of half the greatest length. */
const MAX_PATTERN_STEPS = (LIMITS.patternSteps * (LIMITS.patternText + 1)) / 2;

/** The length up to which a text costs nothing. */
export const FREE_LENGTH = 64;

// Evaluation is synchronous, so that counting in the module needs no allocation and no further parameter.
let steps = 0;
let patternSteps = 0;

/** Starts counting anew, for an evaluation. */
export function resetCost(): void {
  steps = 0;
  patternSteps = 0;
}

/** Counts nothing until the next evaluation: compiling works on texts and lists of a definition, which has its limits. */
export function suspendCost(): void {
  steps = -Infinity;
}

/** Counts steps; throws `INVALID_CONTEXT` past the limit. */
export function spend(count: number): void {
  steps += count;
  if (steps > MAX_STEPS) {
    throw new InvalidContextError('evaluating the flag takes too many steps for this context');
  }
}

/** Counts the steps over a text; short ones are free. `charactersPerStep` says how fast the work on it is. */
export function spendText(text: string, charactersPerStep = 16): void {
  if (text.length > FREE_LENGTH) spend(Math.ceil(text.length / charactersPerStep));
}

/** Counts a pattern of so many steps tried on `text`. Throws `INVALID_CONTEXT` past the limits. */
export function spendPattern(size: number, text: string): void {
  if (text.length > LIMITS.patternText) {
    // Cutting it would change what `$` means, and "no match" would let it past a block list.
    throw new InvalidContextError(
      `a text of ${text.length} characters is too long for a pattern (at most ${LIMITS.patternText})`,
    );
  }
  patternSteps += size * (text.length + 1);
  if (patternSteps > MAX_PATTERN_STEPS) {
    throw new InvalidContextError('the patterns of the flag take too many steps for this context');
  }
}
