import { plain, readKey } from '../conditions/attribute.js';
import type { EvaluationContext } from '../evaluation.js';

/** The text of the context's targeting key, or `undefined` when it has none. */
export function targetingKey(context: EvaluationContext): string | undefined {
  const key = context.targetingKey;
  // The usual case by itself, so short that the engine inlines it.
  return typeof key === 'string' && key !== '' && isPlain(context) ? key : unusualKey(context, key);
}

function unusualKey(context: EvaluationContext, key: unknown): string | undefined {
  if (key === undefined) return undefined;
  return keyText(isPlain(context) ? plain(key) : readKey(context, 'targetingKey'));
}

/** Whether a key that is read is the object's own; asking `hasOwn` every time would cost half as much as the hash. */
function isPlain(context: EvaluationContext): boolean {
  return Object.getPrototypeOf(context) === PLAIN && PLAIN.targetingKey === undefined;
}

const PLAIN: { readonly targetingKey?: unknown } = Object.prototype;

/**
 * The text that a value counts as when it identifies a user: a string as it is, a number as its decimal text. Anything
 * else, empty text, NaN and infinities too, is not a key.
 */
export function keyText(value: unknown): string | undefined {
  if (typeof value === 'string') return value === '' ? undefined : value;
  if (typeof value === 'number') return Number.isFinite(value) ? decimal(value) : undefined;
  return typeof value === 'bigint' ? String(value) : undefined;
}

/** A number without an exponent, which JavaScript writes from 1e21 on and below 0.000001. */
function decimal(value: number): string {
  const text = String(value);
  if (!text.includes('e')) return text;
  const [, sign, first, rest, power] = /^(-?)(\d)\.?(\d*)e(.+)$/.exec(text)!;
  const digits = `${first}${rest}`;
  const exponent = Number(power);
  return exponent < 0
    ? `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`
    : sign + digits.padEnd(exponent + 1, '0');
}
