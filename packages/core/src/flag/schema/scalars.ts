import { show } from '../../base/options.js';
import { didYouMean } from '../../base/suggest.js';
import type { JsonValue } from '../definition.js';
import { problem, type Problems } from './problem.js';
import { nouns, type Schema } from './schema.js';

/** Any JSON value. */
export const json: Schema<JsonValue> = { kind: 'any', check: () => undefined, jsonSchema: () => ({}) };

/** `true` or `false`. */
export const boolean: Schema<boolean> = {
  kind: 'boolean',
  check: (value) =>
    typeof value === 'boolean' ? undefined : problem(`must be true or false, received ${show(value)}`),
  jsonSchema: () => ({ type: 'boolean' }),
};

/** Any string. */
export const string: Schema<string> = {
  kind: 'string',
  check: (value) => (typeof value === 'string' ? undefined : mustBe(nouns('string'), value)),
  jsonSchema: () => ({ type: 'string' }),
};

/** What a string of a certain form is. */
export interface Format {
  /** How the form is called, for "must be …". */
  readonly expected: string;
  /** What JSON Schema can say of it. With the `u` flag, as JSON Schema has it. */
  readonly pattern?: RegExp;
  /** What else can be wrong with a string that matches: the end of the sentence after the path. */
  readonly problem?: (value: string) => string | undefined;
  /** At most so many characters (code points, as JSON Schema counts them). */
  readonly maxLength?: number;
  readonly examples?: readonly string[];
}

/** A string of a certain form. */
export function formatted(format: Format): Schema<string> {
  const { expected, pattern, maxLength, examples } = format;
  return {
    kind: 'string',
    check(value) {
      if (typeof value !== 'string' || pattern?.test(value) === false) return mustBe(expected, value);
      const length = maxLength !== undefined && value.length > maxLength ? Array.from(value).length : 0;
      if (maxLength !== undefined && length > maxLength) {
        return problem(`must be ${expected} of at most ${maxLength} characters, received ${length}`);
      }
      const found = format.problem?.(value);
      return found === undefined ? undefined : problem(found);
    },
    jsonSchema: () => ({
      type: 'string',
      ...(pattern === undefined ? {} : { pattern: pattern.source }),
      ...(maxLength === undefined ? {} : { maxLength }),
      ...(examples === undefined ? {} : { examples }),
    }),
  };
}

/** One of a few strings. */
export function oneOf<Word extends string>(...words: readonly Word[]): Schema<Word> {
  const known: ReadonlySet<unknown> = new Set(words);
  return {
    kind: 'string',
    check(value) {
      if (known.has(value)) return undefined;
      const hint = typeof value === 'string' ? didYouMean(value, words) : '';
      return problem(`must be one of ${words.join(', ')}, received ${show(value)}${hint}`);
    },
    jsonSchema: () => ({ type: 'string', enum: words }),
  };
}

/** A number within bounds, both inclusive. */
export function number(bounds: { min?: number; max?: number; whole?: boolean } = {}): Schema<number> {
  const { min = -Infinity, max = Infinity, whole = false } = bounds;
  const range =
    min > -Infinity && max < Infinity ? ` from ${min} to ${max}` : min > -Infinity ? `, ${min} or more` : '';
  const expected = `${whole ? 'a whole number' : 'a number'}${range}`;
  return {
    kind: 'number',
    check(value) {
      const right =
        typeof value === 'number' && value >= min && value <= max && (!whole || Number.isInteger(value));
      return right ? undefined : mustBe(expected, value);
    },
    jsonSchema: () => ({
      type: whole ? 'integer' : 'number',
      ...(min > -Infinity ? { minimum: min } : {}),
      ...(max < Infinity ? { maximum: max } : {}),
    }),
  };
}

/** The most common problem. */
export function mustBe(expected: string, value: unknown): Problems {
  return problem(`must be ${expected}, received ${show(value)}`);
}
