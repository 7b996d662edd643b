import type { EvaluationContext, Outcome } from '../evaluation/evaluation.js';
import type { FlagDefinition } from './definition.js';

/** A flag as it is stored, compiled. Immutable: a changed flag is a new object. */
export interface Flag {
  readonly name: string;
  /** The text as it is stored. */
  readonly text: string;
  /** What the text says. Frozen. */
  readonly definition: FlagDefinition;
  /** Changes whenever the text does: the flag's ETag. */
  readonly version: string;
  /** The answer, when it is the same for everyone, always, whatever other flags say. */
  readonly constant: Outcome | undefined;
  /** The names of the flags and segments that the answer hangs on. */
  readonly references: readonly string[];
  /** True when the answer may depend on the context, references aside. */
  readonly readsContext: boolean;
  /** True when evaluating needs the time, references included. */
  readonly readsClock: boolean;
  /** The answer for a context. Allocates nothing. May throw only what a getter of the context throws. */
  decide(context: EvaluationContext, flags: FlagScope, now: number): Outcome;
}

/** What a flag may see of the snapshot it is evaluated in. */
export interface FlagScope {
  get(name: string): Flag | undefined;
  /** True when `from` refers to `to` and, by whatever way, `to` to `from`: such a reference never holds. */
  inCycle(from: string, to: string): boolean;
}

/** What became of a stored text: a flag, a flag with a complaint (short text not understood), or only a complaint. */
export interface ParsedFlag {
  readonly flag?: Flag;
  /** A sentence with the path: `rules[1].when.age.$gtt: unknown operator, did you mean $gt?` */
  readonly problem?: string;
}
