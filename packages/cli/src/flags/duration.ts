import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';

const UNITS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The milliseconds of a duration such as `90s`, `30m`, `1h` or `2d`. `option` is named in the error for any other text. */
export function durationOf(option: string, text: string): number {
  const [, count, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (count !== undefined && unit !== undefined && Number(count) > 0) return Number(count) * UNITS[unit]!;
  const forms = 'a number with s, m, h or d, such as 30m or 1h';
  throw new CommandError(EXIT.usage, `${option} must be ${forms}, received "${text}"`);
}
