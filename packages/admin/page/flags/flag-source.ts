import type { FlagSource } from '@halyard/core';
import type { FlagRecord } from '../records.js';

/** What to store so that a flag is again what it is in this record. Where the text can't be read, what is in force instead. */
export function sourceOf({ text, definition }: FlagRecord): FlagSource {
  const trimmed = text?.trim();
  if (trimmed !== undefined && !trimmed.startsWith('{')) return trimmed;
  return definition ?? {};
}

/** The text of a flag to be stored, for people to compare. */
export function textOf(source: FlagSource): string {
  if (typeof source === 'boolean') return source ? 'on' : 'off';
  return typeof source === 'string' ? source : JSON.stringify(source, null, 2);
}
