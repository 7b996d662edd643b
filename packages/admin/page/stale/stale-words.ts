import type { StaleReason } from '../../src/flags/staleness.js';
import { agoWords, dayWords } from '../words/time-words.js';

/** Why a flag should be removed, in a sentence without the full stop. */
export function staleWords({ reason, since }: StaleReason, now: number): string {
  if (reason === 'settled') return `On for everyone, last changed ${agoWords(since, now)}`;
  // It counts from the end of the day that the definition names.
  const day = new Date(since - 1).toISOString().slice(0, 10);
  return `Was to be gone by ${dayWords(day)}, ${agoWords(since, now)}`;
}
