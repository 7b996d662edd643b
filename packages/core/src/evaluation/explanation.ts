import type { Outcome } from './evaluation.js';

/** The whole way to an answer, for whoever asks why somebody does or does not see something. */
export interface Explanation {
  readonly flag: string;
  /** The answer that evaluating gives. */
  readonly answer: Outcome;
  /** False when the definition says so: then nobody gets it. */
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
  /** The variant it must give; absent when it must be on. */
  readonly variant?: string;
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
  /** How the rollout or split was decided; absent without a key. */
  readonly bucket?: Bucket;
}

/** Where a key falls. */
export interface Bucket {
  readonly key: string;
  /** The text hashed before the key. */
  readonly seed: string;
  /** From 0 to 2^32 − 1. */
  readonly hash: number;
  /** `hash` as a percentage of 2^32, from 0 up to, and without, 100. */
  readonly percent: number;
}
