import type { Schedule } from '@halyard/core';
import { type JsonObject, objectOf, textsOf } from '../json-object.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { instantIn } from './instant.js';

/** A window of time, in milliseconds since the epoch. */
interface Window {
  readonly start: number;
  readonly end: number;
}

type Day = NonNullable<Schedule['days']>[number];

const DAYS: readonly Day[] = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The schedule of a window that recurs every day or on days of the week, in UTC. Throws {@link UntranslatableError} for what
 * no schedule says.
 */
export function recurringSchedule(path: string, window: Window, recurrence: JsonObject): Schedule {
  const { start, end } = window;
  const pattern = objectOf(recurrence['Pattern']);
  const refuse = (what: string): never => {
    throw new UntranslatableError(path, what);
  };
  if ((pattern['Interval'] ?? 1) !== 1) refuse('must recur every day or every week');
  if (end - start > DAY_MS) refuse('must be a window of at most a day');
  if (start % 60_000 !== 0 || end % 60_000 !== 0) refuse('must be a window of whole minutes');
  const weekly = pattern['Type'] === 'Weekly' ? daysIn(path, pattern, start) : undefined;
  if (weekly === undefined && pattern['Type'] !== 'Daily')
    refuse('must have a pattern of type Daily or Weekly');
  const isWholeDay = end - start === DAY_MS;
  if (isWholeDay && weekly !== undefined && start % DAY_MS !== 0) {
    refuse('must begin at midnight in UTC, or be shorter than a day');
  }
  const last = lastStart(path, objectOf(recurrence['Range']), start, weekly ?? DAYS);
  return {
    from: new Date(start).toISOString(),
    ...(last === undefined ? {} : { until: new Date(last + end - start).toISOString() }),
    ...(weekly === undefined ? {} : { days: weekly }),
    ...(isWholeDay ? {} : { between: [clock(start), clock(end)] }),
  };
}

/** The days of a weekly recurrence, from the first one on. */
function daysIn(path: string, pattern: JsonObject, start: number): Day[] {
  const names = new Set(textsOf(pattern['DaysOfWeek']).map((day) => day.slice(0, 3).toLowerCase()));
  const first = new Date(start).getUTCDay();
  const days = [...DAYS.slice(first), ...DAYS.slice(0, first)].filter((day) => names.has(day));
  if (days.length === 0 || days[0] !== DAYS[first]) {
    throw new UntranslatableError(path, 'must have DaysOfWeek with the day of Start in UTC');
  }
  if (first === 0) {
    const what =
      'begins on a Sunday, where the libraries of Microsoft differ: let Start be another of its days';
    throw new UntranslatableError(path, what);
  }
  return days;
}

/** When the last window begins; `undefined` if there is none. */
function lastStart(path: string, range: JsonObject, start: number, days: readonly Day[]): number | undefined {
  const offsets = days
    .map((day) => (DAYS.indexOf(day) - new Date(start).getUTCDay() + 7) % 7)
    .toSorted((a, b) => a - b);
  switch (range['Type']) {
    case 'NoEnd':
      return undefined;
    case 'Numbered': {
      const { NumberOfOccurrences: count } = range;
      if (count === undefined) return undefined;
      if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > 100_000) break;
      const weeks = Math.floor((count - 1) / offsets.length);
      return start + (weeks * 7 + offsets[(count - 1) % offsets.length]!) * DAY_MS;
    }
    case 'EndDate': {
      const end = instantIn(`${path}.Range.EndDate`, range['EndDate']);
      if (end === undefined) return undefined;
      if (end < start) break;
      const passed = Math.floor((end - start) / DAY_MS);
      const inWeek = offsets.findLast((offset) => offset <= passed % 7)!;
      return start + (passed - (passed % 7) + inWeek) * DAY_MS;
    }
    default:
  }
  throw new UntranslatableError(
    path,
    'must have a Range that ends at an EndDate, after some occurrences, or never',
  );
}

function clock(instant: number): string {
  return new Date(instant).toISOString().slice(11, 16);
}
