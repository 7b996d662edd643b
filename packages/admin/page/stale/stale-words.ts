import type { StaleReason } from '../../src/flags/staleness.js';
import { agoWords, dayWords } from '../words/time-words.js';

/** The reason to remove a flag, as a sentence without the full stop. */
export function staleWords({ reason, since }: StaleReason, now: number): string {
  if (reason === 'settled') return `On for everyone, last changed ${agoWords(since, now)}`;
  if (reason === 'unused') return `Last used ${agoWords(since, now)}`;
  // The time counts from the end of the `expires` day.
  const day = new Date(since - 1).toISOString().slice(0, 10);
  return `Was to be gone by ${dayWords(day)}, ${agoWords(since, now)}`;
}
