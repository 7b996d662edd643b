import type { EvaluationContext, JsonValue } from '@halyard/core';

/** A flag of another system, the same flag as definitions, and the answers of that system. */
export interface Translation {
  readonly system: string;
  readonly title: string;
  /** Their flag with what it refers to, as their format writes it. */
  readonly theirs: JsonValue;
  readonly ours: {
    /** Definitions by flag name. The first is the one that `answers` are about. */
    readonly flags: Readonly<Record<string, object>>;
    /** Conditions by segment name. */
    readonly segments?: Readonly<Record<string, object>>;
  };
  /** What their own library answers, with the context in our terms. */
  readonly answers: readonly TranslatedAnswer[];
  /** What a definition lacks to express the sample: such a sample is rejected. */
  readonly needs?: string;
}

export interface TranslatedAnswer {
  readonly context: EvaluationContext;
  readonly value: JsonValue;
  readonly variant?: string;
  /** Whether it is on, where their library answers that apart from the value. */
  readonly enabled?: boolean;
  /** The time of the evaluation. @default "2026-10-14T12:00:00Z", a Wednesday */
  readonly at?: string;
}
