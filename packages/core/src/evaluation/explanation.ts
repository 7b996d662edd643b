import type { ErrorCode } from './evaluation-errors.js';
import type { Outcome } from './evaluation.js';

/** The whole way to an answer, to see why a user does or does not get something. */
export interface Explanation {
  /** The name that was asked for. */
  readonly flag: string;
  /** The name of the layer that has the flag, such as `env`; absent if the flag is not stored. */
  readonly layer?: string;
  /** The answer that evaluating gives. */
  readonly answer: Outcome;
  /** Why the flag has no answer, so that the fallback is given; absent when it has one. */
  readonly errorCode?: ErrorCode;
  /** False when the definition says so: then the flag is off for everyone. */
  readonly enabled: boolean;
  /** Every requirement of the definition, in order. */
  readonly requires: readonly ExplainedRequirement[];
  /** Every rule, in order. Empty when the definition has none. */
  readonly rules: readonly ExplainedRule[];
  /** All of it as text, a line each, indented with blanks. */
  readonly lines: readonly string[];
}

/** Whether another flag is as it must be. */
export interface ExplainedRequirement {
  /** The other flag's name. */
  readonly flag: string;
  /** The variant it must serve, or one of several; absent when it must be on or off. */
  readonly variant?: string | readonly string[];
  /** False when it must be off. */
  readonly enabled?: boolean;
  /** Whether it is as it must be. */
  readonly held: boolean;
  /** A sentence without the full stop. */
  readonly why: string;
}

/** What became of a rule. One that is `not reached` has no parts. */
export interface ExplainedRule {
  /** Its place, counted from 0. */
  readonly index: number;
  /** Its name, if it has one. */
  readonly name?: string;
  /** Whether it served. */
  readonly result: 'served' | 'did not match' | 'not reached';
  /** Its parts in the order in which they are asked. */
  readonly parts: readonly ExplainedPart[];
}

/** A part of a rule or of a condition. */
export interface ExplainedPart {
  /** `when`, `users`, `schedule`, `rollout` or `split`; inside `when` the attribute or operator. */
  readonly part: string;
  /** Whether it holds for this context. */
  readonly held: boolean;
  /** A sentence without the full stop. */
  readonly why: string;
  /** What a condition is made of. */
  readonly parts?: readonly ExplainedPart[];
  /** How the rollout, split or `$rollout` was decided; absent without a key. */
  readonly bucket?: Bucket;
}

/** Where a key falls. */
export interface Bucket {
  /** The key that was hashed. */
  readonly key: string;
  /** The text hashed with the key. */
  readonly seed: string;
  /** From 0 to `slots` − 1: the hash itself, or the slot that the hash of another system gives. */
  readonly hash: number;
  /** How many slots there are: 2^32 for Halyard's own hash. */
  readonly slots: number;
  /** `hash` as a percentage of `slots`, from 0 up to, and without, 100. */
  readonly percent: number;
}
