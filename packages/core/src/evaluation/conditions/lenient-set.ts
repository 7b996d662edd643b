import type { JsonValue } from '../../flag/definition.js';
import { spend } from '../cost.js';
import { canonicalText } from './canonical-text.js';
import { isTruthy } from './equality.js';
import { foldText, numberOf, textOf } from './value.js';

/**
 * Values that a list has to contain, each compared as `{"attribute": value}` compares. Looking for all of them costs the
 * sum of both lengths, not their product.
 */
export class LenientSet {
  readonly #texts = new Set<string>();
  readonly #numbers = new Set<number>();
  readonly #booleans = new Set<boolean>();
  /** By their canonical text, each with an object that stands for it. */
  readonly #structures = new Map<string, object>();
  readonly #hasNull: boolean;
  readonly #ignoreCase: boolean;
  readonly #longest: number;
  readonly #size: number;

  constructor(values: readonly JsonValue[], ignoreCase: boolean) {
    this.#ignoreCase = ignoreCase;
    this.#hasNull = values.includes(null);
    for (const value of values) {
      if (typeof value === 'string') this.#texts.add(ignoreCase ? value.toLowerCase() : value);
      else if (typeof value === 'number') this.#numbers.add(value === 0 ? 0 : value);
      else if (typeof value === 'boolean') this.#booleans.add(value);
      else if (value !== null) this.#structures.set(canonicalText(value, Infinity)!, {});
    }
    this.#longest = Math.max(0, ...Array.from(this.#structures.keys(), ({ length }) => length));
    this.#size =
      this.#texts.size +
      this.#numbers.size +
      this.#booleans.size +
      this.#structures.size +
      Number(this.#hasNull);
  }

  /** Whether each of the values equals an element of `list`. */
  areAllIn(list: readonly unknown[]): boolean {
    const found = new Set<unknown>();
    if (this.#size === 0) return true;
    for (const element of list) {
      spend(1);
      if (element === undefined || element === null) {
        if (this.#hasNull) found.add(null);
      } else this.#collect(element, found);
      if (found.size === this.#size) return true;
    }
    return false;
  }

  /** Adds to `found` the values that the element equals. */
  #collect(element: unknown, found: Set<unknown>): void {
    const text = this.#texts.size > 0 ? textOf(element) : undefined;
    const folded = text !== undefined && this.#ignoreCase ? foldText(text) : text;
    if (folded !== undefined && this.#texts.has(folded)) found.add(folded);
    if (this.#numbers.size > 0) {
      const number = numberOf(element);
      if (this.#numbers.has(number)) found.add(number === 0 ? 0 : number);
    }
    if (this.#booleans.has(isTruthy(element))) found.add(isTruthy(element));
    if (this.#structures.size > 0 && typeof element === 'object') {
      const structure = this.#structures.get(canonicalText(element, this.#longest) ?? '');
      if (structure !== undefined) found.add(structure);
    }
  }
}
