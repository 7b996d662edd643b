import { HalyardError } from './errors.js';
import { escapeInvisible } from './invisible.js';
import { isObject } from './is-object.js';
import { didYouMean } from './suggest.js';

/** What an option must be: `undefined` when the value is right, else the end of "must be …". */
export type OptionCheck = (value: unknown) => string | undefined;

/**
 * Checks the options of `owner` (named in the error) against one check a key and throws
 * `INVALID_OPTION` naming the first that is unknown or wrong, what was received, and the nearest
 * known key. An option given as `undefined` counts as absent. Write the table as
 * `satisfies Record<keyof Options, OptionCheck>` and the compiler keeps it exhaustive.
 */
export function checkOptions(owner: string, options: unknown, checks: Record<string, OptionCheck>): void {
  if (options === undefined) return;
  if (!isObject(options)) {
    throw new HalyardError(
      'INVALID_OPTION',
      `${owner}: options must be an object, received ${show(options)}`,
    );
  }
  for (const [key, value] of Object.entries(options)) {
    const check = Object.hasOwn(checks, key) ? checks[key] : undefined;
    if (check === undefined) {
      const hint = didYouMean(key, Object.keys(checks)) || `; known: ${Object.keys(checks).join(', ')}`;
      throw new HalyardError('INVALID_OPTION', `${owner}: unknown option "${key}"${hint}`);
    }
    const expected = value === undefined ? undefined : check(value);
    if (expected !== undefined) {
      throw new HalyardError(
        'INVALID_OPTION',
        `${owner}: option "${key}" must be ${expected}, received ${show(value)}`,
      );
    }
  }
}

/** The longest time that a timer of Node can wait, in milliseconds: one set for longer fires at once. */
export const MAX_TIMER_MS: number = 2 ** 31 - 1;

const must =
  (expected: string, test: (value: unknown) => boolean): OptionCheck =>
  (value) =>
    test(value) ? undefined : expected;

/** The checks that most options need. */
export const check = {
  boolean: must('a boolean', (value) => typeof value === 'boolean'),
  string: must('a non-empty string', (value) => typeof value === 'string' && value !== ''),
  function: must('a function', (value) => typeof value === 'function'),
  object: must('an object', (value) => typeof value === 'object' && value !== null),
  any: (() => undefined) satisfies OptionCheck,
  /** How long to wait: with 0, and with more than a timer can hold, the wait would be over at once. */
  milliseconds: must(
    `a number of milliseconds from 1 to ${MAX_TIMER_MS}`,
    (value) => typeof value === 'number' && value >= 1 && value <= MAX_TIMER_MS,
  ),
  integer: (min: number, max: number): OptionCheck =>
    must(
      `a whole number from ${min} to ${max}`,
      (value) => Number.isInteger(value) && (value as number) >= min && (value as number) <= max,
    ),
  oneOf: (...values: readonly string[]): OptionCheck =>
    must(`one of ${values.map((value) => `"${value}"`).join(', ')}`, (value) =>
      values.includes(value as string),
    ),
} as const;

/** A short rendering of any value for an error message: never throws, never prints more than a line. */
export function show(value: unknown): string {
  if (typeof value === 'string') {
    return escapeInvisible(JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value));
  }
  if (typeof value === 'function') return 'a function';
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  return String(value);
}
