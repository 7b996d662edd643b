const RFC_3339 =
  /^(\d{4})-(\d{2})-(\d{2})[Tt]([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const MILLISECONDS = /^-?\d+$/;

/** The longest text that is read as an instant: RFC 3339 with nanoseconds has 35 characters. */
const LONGEST = 64;

/**
 * The instant that a value says, in milliseconds since the epoch: RFC 3339 text with seconds and an offset, a number of
 * milliseconds, or that as text of an integer. `undefined` for anything else.
 */
export function readInstant(value: unknown): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'string' || value.length > LONGEST) return undefined;
  if (MILLISECONDS.test(value)) return Number(value);
  const parts = RFC_3339.exec(value);
  if (parts === null || !isDay(Number(parts[1]), Number(parts[2]), Number(parts[3]))) return undefined;
  return Date.parse(value.toUpperCase());
}

/** Whether text says an instant. */
export function isInstant(text: string): boolean {
  return readInstant(text) !== undefined;
}

/** Whether a day exists. `Date` would take 30 February for 2 March. */
export function isDay(year: number, month: number, day: number): boolean {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}
