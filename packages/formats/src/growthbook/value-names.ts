import type { JsonValue } from '@halyard/core';
import { isSame } from './parents.js';

/** The variants of a flag that others depend on: each of its values has a name. */
export class ValueNames {
  readonly #entries: readonly (readonly [name: string, value: JsonValue])[];

  constructor(values: readonly JsonValue[]) {
    const names = new Set<string>();
    this.#entries = values.map((value, i) => {
      const wanted = wantedName(value);
      const name = wanted === undefined || names.has(wanted) ? `value${i + 1}` : wanted;
      names.add(name);
      return [name, value] as const;
    });
  }

  get variants(): { readonly [name: string]: JsonValue } {
    return Object.fromEntries(this.#entries);
  }

  nameOf(value: JsonValue): string {
    return this.#entries.find(([, other]) => isSame(other, value))![0];
  }

  /** The names of the values for which a test holds. */
  namesWhere(test: (value: JsonValue) => boolean): string[] {
    return this.#entries.filter(([, value]) => test(value)).map(([name]) => name);
  }
}

function wantedName(value: JsonValue): string | undefined {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (value === null) return 'null';
  const isName = typeof value === 'number' || (typeof value === 'string' && /^[\w.-]{1,64}$/.test(value));
  return isName ? String(value) : undefined;
}
