const MINUTE = 60_000;

/** The local time of an instant in a zone, for `datetime-local` inputs: `2026-12-01T09:30`. */
export function toLocal(instant: string, zone: string): string {
  const time = Date.parse(instant);
  if (Number.isNaN(time)) return '';
  const local = new Date(time + offsetAt(time, zone)).toISOString();
  return local.endsWith(':00.000Z') ? local.slice(0, 16) : local.slice(0, 19);
}

/**
 * The instant of a local time in a zone, with the zone's offset: `2026-12-01T09:30:00+01:00`. For a time that occurs twice,
 * the first one counts. A skipped time uses the offset from before the gap. `undefined` for an invalid time.
 */
export function toInstant(local: string, zone: string): string | undefined {
  const wanted = Date.parse(`${local}Z`);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(local) || Number.isNaN(wanted)) return undefined;
  const candidates = [offsetAt(wanted - 1440 * MINUTE, zone), offsetAt(wanted + 1440 * MINUTE, zone)];
  const right = candidates.find((offset) => offsetAt(wanted - offset, zone) === offset);
  const offset = right ?? candidates[0]!;
  const time = wanted - offset;
  const shown = offsetAt(time, zone);
  const text = new Date(time + shown).toISOString().slice(0, 19);
  return text + offsetText(shown);
}

/** The offset of a zone from UTC at a time, in milliseconds. An unknown zone counts as UTC. */
function offsetAt(time: number, zone: string): number {
  const parts = new Map(
    formatter(zone)
      .formatToParts(time)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const shown = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return shown - Math.floor(time / 1000) * 1000;
}

function formatter(timeZone: string): Intl.DateTimeFormat {
  const options = {
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  } as const;
  try {
    return new Intl.DateTimeFormat('en', { ...options, timeZone });
  } catch {
    return new Intl.DateTimeFormat('en', { ...options, timeZone: 'UTC' });
  }
}

function offsetText(offset: number): string {
  if (offset === 0) return 'Z';
  const minutes = Math.round(Math.abs(offset) / MINUTE);
  const two = (number: number): string => String(number).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
