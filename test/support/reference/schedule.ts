import type { Schedule } from '@halyard/core';

/** Whether a schedule holds at `now`. */
export function isOpen({ from, until, days, between, timezone = 'UTC' }: Schedule, now: number): boolean {
  if (from !== undefined && now < Date.parse(from)) return false;
  if (until !== undefined && now >= Date.parse(until)) return false;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const part = Object.fromEntries(format.formatToParts(now).map(({ type, value }) => [type, value]));
  const week = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
  const today = week.indexOf(part['weekday']!.toLowerCase() as (typeof week)[number]);
  const yesterday = (today + 6) % 7;
  const time = `${part['hour']}:${part['minute']}`;
  const isOn = (day: number): boolean => days === undefined || days.includes(week[day]!);
  if (between === undefined) return isOn(today);
  const [opens, closes] = between;
  if (opens < closes) return time >= opens && time < closes && isOn(today);
  return (time >= opens && isOn(today)) || (time < closes && isOn(yesterday));
}
