import type { FlagDefinition } from '@halyard/core';

/** What a flag gives: on or off, any JSON value, or one of its named variants. */
export type ValueKind = 'boolean' | 'value' | 'variants';

/** What a definition gives. */
export function valueKindOf({ variants, default: fallback = false, rules = [] }: FlagDefinition): ValueKind {
  if (variants !== undefined) return 'variants';
  const plain =
    typeof fallback === 'boolean' &&
    rules.every(({ serve = true, split }) => typeof serve === 'boolean' && split === undefined);
  return plain ? 'boolean' : 'value';
}
