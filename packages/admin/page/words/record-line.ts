import { isOutage, stateAt } from '../../src/flags/flag-state.js';
import type { FlagRecord } from '../records.js';
import { flagLine } from './flag-words.js';
import { instantWords } from './time-words.js';

/** What a flag serves at `now`, in one line: `On for 25%`, `Outage: 503 for everyone`, `Scheduled: off until 1 Dec 2026`. */
export function recordLine(record: FlagRecord, now: number): string {
  const { definition, state, startsAt } = record;
  if (definition === null) return 'The stored text is invalid';
  const line = flagLine(definition);
  if (stateAt(record, now) === 'scheduled')
    return `Scheduled: off until ${instantWords(new Date(startsAt!).toISOString())}`;
  if (!isOutage(record)) return line;
  return state === 'on' ? 'Outage: 503 for everyone' : `Partial outage: 503. ${line}`;
}
