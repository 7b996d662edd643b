import { parseRange } from './ip-address.js';
import { LIMITS } from './limits.js';
import { nameProblem, SEGMENT_PREFIX } from './name.js';
import { isDay, isInstant } from './instant.js';
import { formatted } from './schema/scalars.js';
import type { Schema } from './schema/schema.js';

/** The name of a flag, as others refer to it. */
export const flagName: Schema<string> = formatted({
  expected: 'the name of a flag (no blanks, not starting with $)',
  // oxlint-disable-next-line no-control-regex -- to forbid them, in ranges as in name.ts
  pattern: /^[^$\s\u0000-\u001f\u007f-\u009f\ud800-\udfff][^\s\u0000-\u001f\u007f-\u009f\ud800-\udfff]*$/u,
  maxLength: 256,
  problem: nameProblem,
});

/** The name of a segment: `staff` for what is stored as `$segment.staff`. */
export const segmentName: Schema<string> = formatted({
  expected: 'the name of a segment (no blanks)',
  // oxlint-disable-next-line no-control-regex -- to forbid them, in ranges as in name.ts
  pattern: /^[^\s\u0000-\u001f\u007f-\u009f\ud800-\udfff]+$/u,
  maxLength: 256 - SEGMENT_PREFIX.length,
  problem: (name) => nameProblem(SEGMENT_PREFIX + name),
});

/** The path of an attribute, `account.plan`. */
export const attributePath: Schema<string> = formatted({
  expected: 'the path of an attribute, such as "companyId"',
  pattern: /^[^]+$/u,
});

/** A version: digits, perhaps after a `v`. */
export const version: Schema<string> = formatted({
  expected: 'a version such as "2.1.0"',
  pattern: /^[vV]?\d/u,
  examples: ['2.1.0'],
});

/** A moment as text, for `$before` and `$after`. */
export const momentText: Schema<string> = formatted({
  expected: 'an instant with its zone such as "2026-12-01T00:00:00Z", or milliseconds since the epoch',
  problem: (text) =>
    isInstant(text)
      ? undefined
      : `must be an instant with its zone such as "2026-12-01T00:00:00Z", received ${JSON.stringify(text.slice(0, 60))}`,
  examples: ['2026-12-01T00:00:00Z'],
});

/** An IP address, or a range of them: `10.0.0.0/8`. */
export const addressRange: Schema<string> = formatted({
  expected: 'an IP address or range such as "10.0.0.0/8"',
  problem: (text) =>
    parseRange(text) === undefined
      ? `must be an IP address or range such as "10.0.0.0/8", received ${JSON.stringify(text.slice(0, 60))}`
      : undefined,
  examples: ['10.0.0.0/8', '2001:db8::/32'],
});

/** A calendar day, `2027-01-31`. */
export const day: Schema<string> = formatted({
  expected: 'a day such as "2027-01-31"',
  pattern: /^\d{4}-\d{2}-\d{2}$/u,
  problem: noSuchDay,
  examples: ['2027-01-31'],
});

/** An instant in ISO 8601 with its zone, `2026-12-01T00:00:00Z` or `2026-12-01T01:00+01:00`. */
export const instant: Schema<string> = formatted({
  expected: 'an instant with its zone such as "2026-12-01T00:00:00Z"',
  pattern:
    /^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/u,
  problem: noSuchDay,
  examples: ['2026-12-01T00:00:00Z', '2026-12-01T09:30:00+01:00'],
});

/** The first minute of a daily window, `09:00`. */
export const openingTime: Schema<string> = formatted({
  expected: 'a time of day such as "09:00"',
  pattern: /^(?:[01]\d|2[0-3]):[0-5]\d$/u,
  examples: ['09:00'],
});

/** The first minute after a daily window, `17:30`; `24:00` is the day's end. */
export const closingTime: Schema<string> = formatted({
  expected: 'a time of day such as "17:30", at most "24:00"',
  pattern: /^(?:(?:[01]\d|2[0-3]):[0-5]\d|24:00)$/u,
  examples: ['17:30', '24:00'],
});

/** An IANA time zone that this process knows. */
export const timezone: Schema<string> = formatted({
  expected: 'an IANA time zone such as "Europe/Berlin"',
  pattern: /^[A-Za-z][\w/+-]*$/u,
  problem: (zone) => (isTimezone(zone) ? undefined : `unknown time zone "${zone}"`),
  examples: ['UTC', 'Europe/Berlin', 'America/New_York'],
});

/** A regular expression. Its syntax is checked with all others of the definition. */
export const pattern: Schema<string> = formatted({
  expected: 'a regular expression',
  maxLength: LIMITS.pattern,
});

function noSuchDay(text: string): string | undefined {
  const [year, month, dayOfMonth] = text.slice(0, 10).split('-').map(Number) as [number, number, number];
  return isDay(year, month, dayOfMonth) ? undefined : `no such day: ${text.slice(0, 10)}`;
}

const knownTimezones = new Set<string>();

// Making a formatter costs some 50 µs, and a thousand flags name the same few zones.
function isTimezone(zone: string): boolean {
  const key = zone.toLowerCase();
  if (knownTimezones.has(key)) return true;
  try {
    Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    return false;
  }
  knownTimezones.add(key);
  return true;
}
