import { compilePath } from '../conditions/attribute.js';
import type { EvaluationContext } from '../evaluation.js';
import { keyText, targetingKey } from './targeting-key.js';

/** Reads the text that decides a context's bucket (docs/flags.md, "The key"), or `undefined` when it has none. */
export type ReadKey = (context: EvaluationContext) => string | undefined;

/** Between the parts of a key that is made of several attributes: the unit separator, which no sensible key holds. */
const SEPARATOR = '\u001F';

/**
 * How to read the key that `by` names: one attribute, or several that must all be present; else the first attribute of
 * `fallback` that is present.
 */
export function compileKey(
  by: string | readonly string[],
  fallback: string | readonly string[] | undefined,
): ReadKey {
  const read = typeof by === 'string' ? keyAt(by) : joined(by.map(keyAt));
  return listOf(fallback)
    .map(keyAt)
    .reduce((first, other) => (context) => first(context) ?? other(context), read);
}

/** One, several or none as a list. */
export function listOf(names: string | readonly string[] | undefined): readonly string[] {
  return names === undefined ? [] : typeof names === 'string' ? [names] : names;
}

function keyAt(path: string): ReadKey {
  if (path === 'targetingKey') return targetingKey;
  const read = compilePath(path);
  return (context) => keyText(read(context));
}

function joined(parts: readonly ReadKey[]): ReadKey {
  return (context) => {
    const texts: string[] = [];
    for (const part of parts) {
      const text = part(context);
      if (text === undefined) return undefined;
      texts.push(text);
    }
    return texts.join(SEPARATOR);
  };
}
