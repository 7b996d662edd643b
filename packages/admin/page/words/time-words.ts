const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

// Making one takes longer than a row of the list.
const RELATIVE = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** An instant of a definition, in UTC: `1 Dec 2026, 09:30 UTC`. */
export function instantWords(instant: string): string {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) return instant;
  const date = dayWords(new Date(at).toISOString().slice(0, 10));
  const time = new Date(at).toISOString().slice(11, 16);
  return time === '00:00' ? date : `${date}, ${time} UTC`;
}

/** A day, given as `2026-12-01`: `1 Dec 2026`. */
export function dayWords(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(at)) return day;
  return new Date(at).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

/** A time relative to now: `just now`, `5 minutes ago`, `yesterday`, `3 months ago`. */
export function agoWords(at: number, now: number): string {
  const age = Math.max(0, now - at);
  if (age < MINUTE_MS) return 'just now';
  if (age < HOUR_MS) return RELATIVE.format(-Math.floor(age / MINUTE_MS), 'minute');
  if (age < DAY_MS) return RELATIVE.format(-Math.floor(age / HOUR_MS), 'hour');
  const days = Math.floor(age / DAY_MS);
  if (days < 60) return RELATIVE.format(-days, 'day');
  return days < 730
    ? RELATIVE.format(-Math.floor(days / 30), 'month')
    : RELATIVE.format(-Math.floor(days / 365), 'year');
}

/** The local clock time, with the day if it is not today: `12:04`, `3 Nov, 12:04`. */
export function clockWords(at: number, now: number): string {
  const time = new Date(at).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
  if (new Date(at).toDateString() === new Date(now).toDateString()) return time;
  const day = new Date(at).toLocaleDateString('en-GB', { day: 'numeric', month: 'short' });
  return `${day}, ${time}`;
}
