import { didYouMean, show } from '@halyard/core/store';
import { Problem } from './problem.js';

/** A query parameter: how to read it, and its OpenAPI schema. */
export interface QueryParameter<Value> {
  readonly description: string;
  readonly schema: Readonly<Record<string, unknown>>;
  /** The end of "must be …". */
  readonly expected: string;
  /** The value; `undefined` for an invalid text. */
  read(text: string): Value | undefined;
}

/** The parameters of a route. */
export type QueryParameters = Readonly<Record<string, QueryParameter<unknown>>>;

/** The parameters that a route reads from the query. Only given parameters have a key. */
export type QueryValues<Parameters extends QueryParameters> = {
  readonly [Name in keyof Parameters]?: Parameters[Name] extends QueryParameter<infer Value> ? Value : never;
};

/** Reads a query. Throws a {@link Problem} that names an unknown, invalid or repeated parameter. */
export function readQuery<Parameters extends QueryParameters>(
  search: URLSearchParams,
  parameters: Parameters,
): QueryValues<Parameters> {
  const values = new Map<string, unknown>();
  for (const [name, text] of search) {
    const parameter = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (parameter === undefined) {
      const known = Object.keys(parameters);
      const hint = didYouMean(name, known) || (known.length > 0 ? `; known: ${known.join(', ')}` : '');
      throw new Problem(400, 'BAD_QUERY', `unknown query parameter ${show(name)}${hint}`);
    }
    if (values.has(name)) throw new Problem(400, 'BAD_QUERY', `query parameter "${name}" is given twice`);
    const value = parameter.read(text);
    if (value === undefined) {
      const sentence = `query parameter "${name}" must be ${parameter.expected}, received ${show(text)}`;
      throw new Problem(400, 'BAD_QUERY', sentence);
    }
    values.set(name, value);
  }
  return Object.fromEntries(values) as QueryValues<Parameters>;
}

/** A text parameter with a maximum length, without control characters. */
export function textParameter(description: string, maxLength = 256): QueryParameter<string> {
  return {
    description,
    schema: { type: 'string', maxLength },
    expected: `text of at most ${maxLength} characters without control characters`,
    read: (text) => (text.length <= maxLength && !/\p{Cc}/u.test(text) ? text : undefined),
  };
}

/** `true` or `false`. */
export function booleanParameter(description: string): QueryParameter<boolean> {
  return {
    description,
    schema: { type: 'boolean' },
    expected: 'true or false',
    read: (text) => (text === 'true' ? true : text === 'false' ? false : undefined),
  };
}

/** One of these words. */
export function choiceParameter<Word extends string>(
  description: string,
  ...words: readonly Word[]
): QueryParameter<Word> {
  return {
    description,
    schema: { type: 'string', enum: words },
    expected: `one of ${words.join(', ')}`,
    read: (text) => words.find((word) => word === text),
  };
}

/** A whole number from `min` to `max`. */
export function numberParameter(description: string, min: number, max: number): QueryParameter<number> {
  return {
    description,
    schema: { type: 'integer', minimum: min, maximum: max },
    expected: `a whole number from ${min} to ${max}`,
    read: (text) =>
      /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined,
  };
}
