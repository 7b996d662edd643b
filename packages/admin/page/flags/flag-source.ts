import type { FlagSource } from '@halyard/core';
import type { FlagRecord } from '../records.js';

/** The source that restores the flag of this record. For an invalid text, the definition in force. */
export function sourceOf({ text, definition }: FlagRecord): FlagSource {
  const trimmed = text?.trim();
  if (trimmed !== undefined && !trimmed.startsWith('{')) return trimmed;
  return definition ?? {};
}

/** The text of a flag to store, for comparison. */
export function textOf(source: FlagSource): string {
  if (typeof source === 'boolean') return source ? 'on' : 'off';
  return typeof source === 'string' ? source : JSON.stringify(source, null, 2);
}
