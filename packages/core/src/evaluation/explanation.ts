import type { Outcome } from './evaluation.js';

/** The whole way to an answer, to see why a user does or does not get something. */
export interface Explanation {
  readonly flag: string;
  /** The answer that evaluating gives. */
  readonly answer: Outcome;
  /** False when the definition says so: then the flag is off for everyone. */
  readonly enabled: boolean;
  readonly requires: readonly ExplainedRequirement[];
  /** Every rule, in order. Empty when the definition has none. */
  readonly rules: readonly ExplainedRule[];
  /** All of it as text, a line each, indented with blanks. */
  readonly lines: readonly string[];
}

/** Whether another flag is as it must be. */
export interface ExplainedRequirement {
  readonly flag: string;
  /** The variant it must serve, or one of several; absent when it must be on or off. */
  readonly variant?: string | readonly string[];
  /** False when it must be off. */
  readonly enabled?: boolean;
  readonly held: boolean;
  readonly why: string;
}

/** What became of a rule. One that is `not reached` has no parts. */
export interface ExplainedRule {
  readonly index: number;
  readonly name?: string;
  readonly result: 'served' | 'did not match' | 'not reached';
  readonly parts: readonly ExplainedPart[];
}

/** A part of a rule or of a condition. */
export interface ExplainedPart {
  /** `when`, `users`, `schedule`, `rollout` or `split`; inside `when` the attribute or operator. */
  readonly part: string;
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
