import type { Condition, JsonValue } from '@halyard/core';
import { NEVER } from '../condition-algebra.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { attributeOf, isPrimitive, operationOf, variableOf } from './logic.js';
import type { Scope } from './truth.js';

/** The separator between the attributes of a key. */
export const SEPARATOR = '\u001F';

/** The text that flagd hashes for `fractional`. */
export interface BucketingText {
  /** The text before the attributes. */
  readonly seed: string;
  /** The attributes that follow it, with {@link SEPARATOR} between them. */
  readonly attributes: readonly string[];
  /** The values of the only attribute for which the text is another. */
  readonly constants: readonly Constant[];
  /** True if a number as attribute gives null. */
  readonly isTextOnly?: boolean;
  /** The contexts for which flagd fails. */
  readonly fails: Condition;
}

/** A value of an attribute that is not a key, with the whole text that flagd hashes for it. */
export interface Constant {
  /** Operators that hold for the value. */
  readonly test: JsonValue;
  readonly text: string;
}

const EMPTY: readonly Constant[] = [{ test: { $eq: '' }, text: '' }];

/** Every value that is not a key, and what flagd makes of it in a text. A list has no fixed text. */
const OTHERS: readonly Constant[] = [
  ...EMPTY,
  { test: { $eq: true }, text: 'true' },
  { test: { $eq: false }, text: 'false' },
  { test: { $type: 'object' }, text: '[object Object]' },
];

/**
 * Reads the first operand of `fractional`: texts, then one attribute, or several with the separator between. `undefined`
 * for an expression that gives no text.
 */
export function bucketingText(
  path: string,
  expression: JsonValue | undefined,
  scope: Scope,
): BucketingText | undefined {
  const operation = operationOf(expression);
  const isCat = operation?.operator === 'cat';
  if (operation === undefined && typeof expression !== 'string') return undefined;
  const parts = (isCat ? operation.operands : [expression!]).map((part) => partOf(part, scope));
  const start = parts.findIndex((part) => typeof part !== 'string');
  const texts = start === -1 ? parts : parts.slice(0, start);
  const seed = (texts as readonly string[]).join('');
  const attributes = start === -1 ? [] : attributesOf(path, parts.slice(start));
  // Only `cat` makes text of other values.
  if (!isCat)
    return {
      seed,
      attributes,
      constants: attributes.length === 0 ? [] : EMPTY,
      isTextOnly: true,
      fails: NEVER,
    };
  const unknown = attributes.filter((attribute) => !scope.keys.has(attribute));
  if (unknown.length > 0 && attributes.length > 1) {
    throw new UntranslatableError(path, `must test first that these are there: ${unknown.join(', ')}`);
  }
  const [only] = unknown;
  if (only === undefined) return { seed, attributes, constants: [], fails: NEVER };
  // The interpreter leaves null out of a text, and fails to make a text of null alone.
  const isAlone = !scope.isCompiled && parts.length === 1;
  const missing = isAlone ? [] : [{ test: { $exists: false }, text: scope.isCompiled ? 'null' : '' }];
  // The targeting key is text in every context.
  const others = only === 'targetingKey' ? EMPTY : OTHERS;
  const constants = [...others, ...missing].map(({ test, text }) => ({ test, text: seed + text }));
  return { seed, attributes, constants, fails: isAlone ? { [only]: null } : NEVER };
}

function partOf(part: JsonValue, { flag }: Scope): JsonValue {
  if (variableOf(part) === '$flagd.flagKey') return flag;
  return isPrimitive(part) ? String(part) : part;
}

function attributesOf(path: string, parts: readonly JsonValue[]): string[] {
  const attributes = parts.flatMap((part, i) => (i % 2 === 0 ? [attributeOf(part)] : []));
  const isKey = parts.length % 2 === 1 && parts.every((part, i) => i % 2 === 0 || part === SEPARATOR);
  if (isKey && attributes.every((each) => each !== undefined)) return attributes;
  throw new UntranslatableError(
    path,
    'must have the key {"cat": [{"var": "$flagd.flagKey"}, {"var": …}]}, with the flag key or a text first',
  );
}
