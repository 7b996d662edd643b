import { plain, readKey } from '../conditions/attribute.js';
import type { EvaluationContext } from '../evaluation.js';

/** The text of the context's targeting key, or `undefined` when it has none. */
export function targetingKey(context: EvaluationContext): string | undefined {
  const key = context.targetingKey;
  if (key === undefined) return undefined;
  // A plain object has it of its own; asking `hasOwn` every time would cost half as much as the hash.
  if (Object.getPrototypeOf(context) === PLAIN && PLAIN.targetingKey === undefined)
    return keyText(plain(key));
  return keyText(readKey(context, 'targetingKey'));
}

const PLAIN: { readonly targetingKey?: unknown } = Object.prototype;

/**
 * The text that a value counts as when it identifies a user: a string as it is, a number as its decimal text. Anything
 * else, empty text, NaN and infinities too, is not a key.
 */
export function keyText(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : undefined;
  return typeof value === 'bigint' ? String(value) : undefined;
}
