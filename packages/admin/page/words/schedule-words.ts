import type { Schedule } from '@halyard/core';
import { instantWords } from './time-words.js';
import { wordList } from './word-list.js';

const DAYS = { mon: 'Mon', tue: 'Tue', wed: 'Wed', thu: 'Thu', fri: 'Fri', sat: 'Sat', sun: 'Sun' } as const;

/** A schedule in words: `from 1 Dec 2026 until 24 Dec 2026, Mon and Tue, 09:00 to 17:30 (Europe/Berlin)`. */
export function scheduleWords({ from, until, days, between, timezone }: Schedule): string {
  const span = [
    from === undefined ? '' : `from ${instantWords(from)}`,
    until === undefined ? '' : `until ${instantWords(until)}`,
  ];
  const parts = [
    span.filter(Boolean).join(' '),
    days === undefined ? '' : wordList(days.map((day) => DAYS[day])),
    between === undefined ? '' : `${between[0]} to ${between[1]}`,
  ].filter(Boolean);
  const zone = days === undefined && between === undefined ? '' : ` (${timezone ?? 'UTC'})`;
  return parts.length === 0 ? 'any time' : parts.join(', ') + zone;
}
