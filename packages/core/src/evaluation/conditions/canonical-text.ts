import { LIMITS } from '../../flag/limits.js';
import { spend } from '../cost.js';

/**
 * JSON text that two values have in common exactly if they are the same JSON, whatever the order of their keys;
 * `undefined` for what is not JSON, nests deeper than a definition or would be longer than `longest`, so that no value costs
 * more than a definition can ask for.
 */
export function canonicalText(value: unknown, longest: number): string | undefined {
  const parts: string[] = [];
  return new Writer(parts, longest).write(value) ? parts.join('') : undefined;
}

class Writer {
  readonly #parts: string[];
  #left: number;
  #depth = 0;

  constructor(parts: string[], longest: number) {
    this.#parts = parts;
    this.#left = longest;
  }

  /** False when the value is not JSON, or too long. */
  write(value: unknown): boolean {
    spend(3);
    if (typeof value === 'string') return value.length <= this.#left && this.#add(JSON.stringify(value));
    if (typeof value === 'number')
      return Number.isFinite(value) && this.#add(String(value === 0 ? 0 : value));
    if (value === null || typeof value === 'boolean') return this.#add(String(value));
    if (typeof value !== 'object') return false;
    if (++this.#depth > LIMITS.depth) return false;
    const written = Array.isArray(value) ? this.#list(value) : this.#object(value);
    this.#depth--;
    return written;
  }

  #list(list: readonly unknown[]): boolean {
    if (!this.#add('[')) return false;
    for (const each of list) if (!this.write(each) || !this.#add(',')) return false;
    return this.#add(']');
  }

  #object(object: object): boolean {
    const keys = Object.keys(object);
    spend(8 * keys.length);
    // Every key takes at least four characters: with so many it is too long, and need not be sorted.
    if (keys.length * 4 > this.#left || !this.#add('{')) return false;
    for (const key of keys.toSorted()) {
      const written = this.write(key) && this.#add(':');
      if (!written || !this.write((object as Record<string, unknown>)[key]) || !this.#add(',')) return false;
    }
    return this.#add('}');
  }

  #add(part: string): boolean {
    this.#left -= part.length;
    if (this.#left < 0) return false;
    this.#parts.push(part);
    return true;
  }
}
