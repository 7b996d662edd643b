import type { FlagDefinition } from '@halyard/core';

/** A definition as text, to compare it with another. */
export function definitionText(definition: FlagDefinition): string {
  return JSON.stringify(definition, null, 2);
}
