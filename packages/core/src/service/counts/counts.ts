import type { ErrorCode } from '../../evaluation/evaluation-errors.js';
import type { Reason } from '../../evaluation/evaluation.js';

/** How often this process got one result of a flag. */
export interface EvaluationCount {
  /** The flag's stored name. Absent for names that no flag has: they may come from requests. */
  readonly flag?: string;
  /** The variant's name, else `on` or `off` for booleans. */
  readonly variant?: string;
  /** Why this answer. */
  readonly reason: Reason;
  /** What went wrong, with the reason `ERROR`. */
  readonly errorCode?: ErrorCode;
  /** How often since the service was made. It only grows. */
  readonly count: number;
  /**
   * When the first reading saw this count, in milliseconds since the epoch: the last use was between the reading before and
   * then.
   */
  readonly lastUsed: number;
}

/** How often the gates of a flag let a request pass in this process. */
export interface GateCount {
  /** The name that the gates were made with. */
  readonly flag: string;
  /** How often such a gate was open. */
  readonly open: number;
  /** How often it was closed. */
  readonly closed: number;
}

/**
 * What became of overrides that requests brought: `applied`, a token that overrides at least one flag; `invalid`, one that
 * no key has signed; `expired`; `not-allowed`, a flag that may not be overridden; `without-effect`, a variant that the flag
 * does not have.
 */
export type RequestOverrideResult = 'applied' | 'invalid' | 'expired' | 'not-allowed' | 'without-effect';

/** How often requests brought overrides with one result. */
export interface RequestOverrideCount {
  /** What became of them. */
  readonly result: RequestOverrideResult;
  /** How often since the service was made. It only grows. */
  readonly count: number;
}

/** What a service counted since it was made. */
export interface Counts {
  /** When the service was made, in milliseconds since the epoch. */
  readonly since: number;
  /** The evaluations, by flag and result. A result that did not occur is absent. */
  readonly evaluations: readonly EvaluationCount[];
  /** The decisions of gates, by flag. */
  readonly gates: readonly GateCount[];
  /** The writes through this service that were rejected with `CONFLICT`, because another writer was faster. */
  readonly conflicts: number;
  /** The overrides that requests brought, by result. A result that did not occur is absent. */
  readonly requestOverrides: readonly RequestOverrideCount[];
}
