import { type Flag, isHalyardError } from '@halyard/core';
import type { Outcome } from '../../../packages/core/src/evaluation/evaluation.js';
import { usableContext } from '../../../packages/core/src/evaluation/usable-context.js';
import type { FlagScope } from '../../../packages/core/src/evaluation/flag.js';
import type { ReferenceError, ReferenceResult } from '../../support/reference-interpreter.js';

/** What a getter of a test's context throws. */
export const THROWN: Error = new Error('thrown by the context');

/** The answer of core in the form of the reference interpreter. */
export function answerOf(
  flag: Flag,
  context: unknown,
  scope: FlagScope,
  now: number,
): ReferenceResult | ReferenceError {
  let outcome: Outcome;
  try {
    outcome = flag.decide(usableContext(context), scope, now);
  } catch (error) {
    if (error === THROWN || isHalyardError(error, 'INVALID_CONTEXT')) return { error: 'INVALID_CONTEXT' };
    throw error;
  }
  const { value, on, variant, reason, rule } = outcome;
  return {
    value,
    on,
    ...(variant !== undefined && { variant }),
    reason,
    ...(rule !== undefined && { rule: rule.index }),
  };
}
