import type { KeyNeed } from './bucketing/key-need.js';
import type { EvaluationContext, Outcome } from './evaluation.js';
import type { FlagDefinition } from '../flag/definition.js';

/** What a store has under a name. Times are milliseconds since the epoch, absent where the store keeps none. */
export interface StoredText {
  /** The stored text. */
  readonly text: string;
  /** When the flag was first stored. */
  readonly createdAt?: number;
  /** When the text last changed. */
  readonly updatedAt?: number;
}

/** A flag as it is stored, compiled. Immutable: a changed flag is a new object. */
export interface Flag extends StoredText {
  /** The name that it is stored under. */
  readonly name: string;
  /** What the text says. Frozen. */
  readonly definition: FlagDefinition;
  /** Changes whenever the text does: the flag's ETag. */
  readonly version: string;
  /** Who it can be on for once it is enabled and what it requires holds. */
  readonly reach: Reach;
  /** The answer, when it is the same for everyone, always, whatever other flags say. */
  readonly constant: Outcome | undefined;
  /** The names of the flags and segments that the answer depends on. */
  readonly references: readonly string[];
  /** True when the answer may depend on the context, references aside. */
  readonly readsContext: boolean;
  /** True when evaluating needs the time, references included. */
  readonly readsClock: boolean;
  /**
   * The answer for a context. Allocates nothing. Throws `INVALID_CONTEXT` for a context that costs too much, and what a
   * getter of the context throws.
   */
  decide(context: EvaluationContext, flags: FlagScope, now: number): Outcome;
}

/** Who a flag can be on for. */
export type Reach = 'everyone' | 'some' | 'none';

/** What a flag may see of the snapshot it is evaluated in. */
export interface FlagScope {
  /** The flag or segment of this name or of its canonical form. */
  get(name: string): Flag | undefined;
  /** True when `from` refers to `to` and, by whatever way, `to` to `from`: such a reference never holds. */
  inCycle(from: string, to: string): boolean;
  /** A number from 0 up to, and without, 1: the draw of a rollout or split that is not sticky. */
  draw(bucketing: object): number;
  /** Called when the context has no key for a part that decides by one. Absent where that is of no interest. */
  keyless?(need: KeyNeed, context: EvaluationContext): void;
}

/** What became of a stored text: a flag, a flag with a complaint (short text not understood), or only a complaint. */
export interface ParsedFlag {
  /** The flag, unless the text can't be used at all. */
  readonly flag?: Flag;
  /** A sentence with the path: `rules[1].when.age.$gtt: unknown operator, did you mean $gt?` */
  readonly problem?: string;
}
