import type { FlagScope } from '../flag.js';
import type { EvaluationContext, Outcome } from '../evaluation.js';

/** What the parts of a rule are tried against. */
export interface Trial {
  /** The name of the flag that the rule belongs to. */
  readonly flag: string;
  readonly context: EvaluationContext;
  readonly flags: FlagScope;
  readonly now: number;
  /** The answer, if it was this rule that served. */
  readonly answer: Outcome | undefined;
}

/** Why a part that needs a key can't hold: the attribute is not a key. */
export function noKey(attribute: string): string {
  return `the context has no ${attribute} to go by`;
}
