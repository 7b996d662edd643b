import { isOutage, stateAt } from '../../src/flags/flag-state.js';
import type { FlagRecord } from '../records.js';
import { flagLine } from './flag-words.js';
import { instantWords } from './time-words.js';

/**
 * What a flag serves at `now`, in one line: `On for 25%`, `Outage: 503 for everyone`, `Scheduled: off until 1 Dec 2026`. If
 * changes have no effect, the layer that answers and its answer.
 */
export function recordLine(record: FlagRecord, now: number): string {
  const { definition, noEffect, state, startsAt } = record;
  if (definition === null) return 'The stored text is invalid';
  const line = flagLine(definition);
  if (isOutage(record)) return state === 'on' ? 'Outage: 503 for everyone' : `Partial outage: 503. ${line}`;
  if (noEffect !== undefined) return noEffect;
  if (stateAt(record, now) === 'scheduled')
    return `Scheduled: off until ${instantWords(new Date(startsAt!).toISOString())}`;
  return line;
}
