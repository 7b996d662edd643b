import type { Condition, JsonValue } from '@halyard/core';
import { ALWAYS, NEVER } from '../condition-algebra.js';
import { type JsonObject, textOf, textsOf } from '../json-object.js';
import { UntranslatableError } from '../untranslatable-error.js';

/** The times at which a condition of a schedule holds; `undefined` for another action. */
export function timeCondition(path: string, action: string, value: JsonObject): Condition | undefined {
  const timezone = textOf(value['TIMEZONE']) ?? 'UTC';
  switch (action) {
    case 'SCHEDULE_BETWEEN_TIME_RANGE':
      return hours(path, value, timezone);
    case 'SCHEDULE_BETWEEN_DAYS_OF_WEEK':
      return days(value, timezone);
    case 'SCHEDULE_BETWEEN_DATETIME_RANGE':
      return dates(path, value, timezone);
    default:
      return undefined;
  }
}

/** The last minute is in. Only an hour that is less than the first one crosses midnight. */
function hours(path: string, value: JsonObject, timezone: string): Condition {
  const [start, end] = [minutesOf(path, value['START']), minutesOf(path, value['END'])];
  const crossesMidnight = Math.floor(end / 60) < Math.floor(start / 60);
  if (!crossesMidnight && end < start) return NEVER;
  if (end + 1 === start || (start === 0 && end === 1439)) return ALWAYS;
  return { $schedule: { between: [clock(start), clock(end + 1)], timezone } };
}

function minutesOf(path: string, value: JsonValue | undefined): number {
  const [, hour, minute] = /^(\d{1,2}):(\d{1,2})$/.exec(textOf(value) ?? '') ?? [];
  if (hour !== undefined) return Number(hour) * 60 + Number(minute);
  throw new UntranslatableError(path, 'must have a START and an END such as "09:30"');
}

function clock(minutes: number): string {
  const parts = [Math.floor(minutes / 60), minutes % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}

function days(value: JsonObject, timezone: string): Condition {
  const names = textsOf(value['DAYS']).map((day) => day.slice(0, 3).toLowerCase());
  return names.length === 0 ? NEVER : { $schedule: { days: names, timezone } };
}

/** Both moments are in. They are times of the zone. */
function dates(path: string, value: JsonObject, timezone: string): Condition {
  const [start, end] = [instantOf(path, value['START'], timezone), instantOf(path, value['END'], timezone)];
  if (end < start) return NEVER;
  return { $schedule: { from: new Date(start).toISOString(), until: new Date(end + 1).toISOString() } };
}

function instantOf(path: string, value: JsonValue | undefined, timezone: string): number {
  // Python takes only the zone of the condition, whatever the text says.
  const text = (textOf(value) ?? '').replace(/(?:Z|[+-]\d{2}:?\d{2})$/, '');
  const wall = Date.parse(`${text.length === 10 ? `${text}T00:00:00` : text}Z`);
  if (Number.isNaN(wall)) throw new UntranslatableError(path, 'must have a START and an END in ISO 8601');
  try {
    // The offset may change between the first guess and the moment itself.
    const guess = wall - offsetAt(wall, timezone);
    return wall - offsetAt(guess, timezone);
  } catch {
    throw new UntranslatableError(path, `unknown time zone ${JSON.stringify(timezone)}`);
  }
}

/** How far the clocks of a zone are ahead of UTC, in milliseconds. */
function offsetAt(instant: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type)!;
  const wall = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return wall - Math.floor(instant / 1000) * 1000;
}
