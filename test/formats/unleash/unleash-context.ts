import type { EvaluationContext } from '@halyard/core';

/** A context of Unleash. */
export interface UnleashContext {
  readonly userId?: string;
  readonly properties?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

/** The same context for Halyard: the user is the targeting key, and properties are attributes. */
export function contextOf({ userId, properties, ...fields }: UnleashContext): EvaluationContext {
  const key = userId === undefined ? {} : { targetingKey: userId };
  return { ...properties, ...fields, ...key };
}
