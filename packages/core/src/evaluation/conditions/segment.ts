import type { FlagScope } from '../flag.js';
import type { EvaluationContext } from '../evaluation.js';
import { follow } from '../follow-reference.js';
import type { Predicate } from './predicate.js';

// Evaluation is synchronous, so that this can stand in the module.
let reachedUnusable = false;

/**
 * Whether the context is in a segment (docs/flags.md, "Segments"). A segment that is missing, invalid, on a cycle or too
 * deep has no answer: then the rule does not match, even under `$not`, which {@link tryCondition} sees to.
 */
export function isInSegment(
  from: string,
  to: string,
  context: EvaluationContext,
  flags: FlagScope,
  now: number,
): boolean {
  // A segment on a cycle has no answer to anyone, not even where one of its other parts would decide.
  const outcome = flags.inCycle(to, to) ? undefined : follow(from, to, context, flags, now);
  if (outcome === undefined || outcome.reason === 'ERROR') reachedUnusable = true;
  return outcome?.on === true;
}

/** What a condition says of a context; `undefined` if that depends on a segment without an answer. */
export function tryCondition(
  condition: Predicate,
  context: EvaluationContext,
  flags: FlagScope,
  now: number,
): boolean | undefined {
  const before = reachedUnusable;
  reachedUnusable = false;
  try {
    const holds = condition(context, flags, now);
    return reachedUnusable ? undefined : holds;
  } catch (error) {
    // What comes after such a segment no longer matters, not even an attribute that throws.
    if (reachedUnusable) return undefined;
    throw error;
  } finally {
    reachedUnusable = before;
  }
}
