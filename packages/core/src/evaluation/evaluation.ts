import type { JsonValue } from '../flag/definition.js';
import type { ErrorCode } from './evaluation-errors.js';

/** What a flag is evaluated for. Any attribute; `targetingKey` says who. Never modified, never kept. */
export interface EvaluationContext {
  /** The stable key of the user, usually the id. Text, a number or a `Date`; empty text counts as missing. */
  readonly targetingKey?: string | number | bigint | Date | undefined;
  /** An attribute that conditions and rollouts may read. */
  readonly [attribute: string]: unknown;
}

/** Why this answer: OpenFeature's reasons, and `OVERRIDE` for one set in this process. */
export type Reason = 'STATIC' | 'TARGETING_MATCH' | 'SPLIT' | 'DEFAULT' | 'DISABLED' | 'ERROR' | 'OVERRIDE';

/** One possible answer of a flag: made when the flag is compiled, so that evaluating allocates nothing. */
export interface Outcome {
  /** The value that is served. */
  readonly value: JsonValue;
  /** What `isEnabled` says: false for a flag that is off, else the truthiness of `value`. */
  readonly on: boolean;
  /** The variant's name, else `on` or `off` for booleans. */
  readonly variant?: string;
  /** Why this answer. */
  readonly reason: Reason;
  /** The rule that served, counted from 0. */
  readonly rule?: { readonly index: number; readonly name?: string };
}

/** An answer with everything known about it. */
export interface Evaluation<Value = JsonValue> {
  /** The name that was asked for. */
  readonly flag: string;
  /** The value, or the fallback where there is an error. */
  readonly value: Value;
  /** What `isEnabled` says: false for a flag that is off, even where `value` is truthy. */
  readonly on: boolean;
  /** The variant's name, else `on` or `off` for booleans. */
  readonly variant?: string;
  /** Why this answer. */
  readonly reason: Reason;
  /** The rule that served, counted from 0. */
  readonly rule?: { readonly index: number; readonly name?: string };
  /** The `metadata` of the definition. */
  readonly metadata?: { readonly [key: string]: JsonValue };
  /** What went wrong, with the reason `ERROR`. */
  readonly errorCode?: ErrorCode;
  /** The same as a sentence. */
  readonly errorMessage?: string;
}
