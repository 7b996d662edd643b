import type { FlagDefinition } from '@halyard/core';

/** The type of a flag's values: on or off, any JSON value, or named variants. */
export type ValueKind = 'boolean' | 'value' | 'variants';

/** The value type of a definition. */
export function valueKindOf({ variants, default: fallback = false, rules = [] }: FlagDefinition): ValueKind {
  if (variants !== undefined) return 'variants';
  const plain =
    typeof fallback === 'boolean' &&
    rules.every(({ serve = true, split }) => typeof serve === 'boolean' && split === undefined);
  return plain ? 'boolean' : 'value';
}
