import { show } from '../base/options.js';
import { numberProblem } from './freeze.js';
import { LIMITS } from './limits.js';
import { collect, isEnough, problem, type Problem, type Problems } from './schema/problem.js';

/** A copy of a value in plain JSON, or what of the value is not JSON. */
export type JsonCopy = { readonly value: unknown } | { readonly problems: Problems };

/**
 * Copies a definition given in code as plain JSON, reading every property once. Keys that are `undefined` are
 * left out; whatever else JSON can't carry is a problem, where `JSON.stringify` would change it unseen.
 */
export function copyJson(value: unknown): JsonCopy {
  try {
    return new Copier().copy(value, 1);
  } catch (error) {
    if (error !== TOO_LARGE) throw error;
    return { problems: problem(`a definition has at most 1 MiB (${LIMITS.bytes} bytes)`) };
  }
}

const TOO_LARGE = Symbol('too large');

class Copier {
  // Bytes of JSON, counted before anything is read: a list may have any length, a proxy any keys, and objects that share
  // parts have more paths than can be walked.
  #left: number = LIMITS.bytes;

  copy(value: unknown, depth: number): JsonCopy {
    this.#take(typeof value === 'string' ? value.length + 2 : 1);
    if (typeof value === 'number') return this.#number(value);
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return { value };
    const list = Array.isArray(value);
    if (typeof value !== 'object' || !(list || isPlain(value))) return notJson(value);
    if (depth > LIMITS.depth)
      return { problems: problem(`a definition nests at most ${LIMITS.depth} levels deep`) };
    return list ? this.#items(value as unknown[], depth) : this.#properties(value, depth);
  }

  #number(value: number): JsonCopy {
    if (!Number.isFinite(value)) return notJson(value);
    const problems = numberProblem(value);
    return problems === undefined ? { value } : { problems };
  }

  #items(list: readonly unknown[], depth: number): JsonCopy {
    const { length } = list;
    // Commas.
    this.#take(length);
    const copies: unknown[] = [];
    let problems: Problem[] | undefined;
    for (let i = 0; i < length && !isEnough(problems); i++) {
      const copy = this.copy(list[i], depth + 1);
      if ('value' in copy) copies.push(copy.value);
      else problems = collect(problems, i, copy.problems);
    }
    return problems === undefined ? { value: copies } : { problems };
  }

  #properties(object: object, depth: number): JsonCopy {
    const copies: [string, unknown][] = [];
    let problems: Problem[] | undefined;
    const keys = Reflect.ownKeys(object);
    // Quotes, a colon and a comma.
    this.#take(4 * keys.length);
    for (const key of keys) {
      if (typeof key === 'symbol' || !Object.prototype.propertyIsEnumerable.call(object, key)) continue;
      this.#take(key.length);
      const property = (object as Record<string, unknown>)[key];
      if (property === undefined) continue;
      const copy = this.copy(property, depth + 1);
      if ('value' in copy) copies.push([key, copy.value]);
      else problems = collect(problems, key, copy.problems);
      if (isEnough(problems)) break;
    }
    // Unlike an assignment this makes `__proto__` a property like any other.
    return problems === undefined ? { value: Object.fromEntries(copies) } : { problems };
  }

  #take(bytes: number): void {
    // Written so that a length that is not a number is too large.
    if (!((this.#left -= bytes) >= 0)) throw TOO_LARGE;
  }
}

// Of any realm: a test runner's objects have a prototype of their own.
function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}

function notJson(value: unknown): JsonCopy {
  const name = (value as { constructor?: { name?: unknown } } | undefined)?.constructor?.name;
  const received =
    typeof value === 'object' && typeof name === 'string' ? `an instance of ${name}` : show(value);
  return { problems: problem(`must be JSON, received ${received}`) };
}
