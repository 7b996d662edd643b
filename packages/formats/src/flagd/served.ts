import type { JsonValue } from '@halyard/core';
import type { JsonObject } from '../json-object.js';
import { UntranslatableError } from '../untranslatable-error.js';

/** The variants that a flag serves. */
export class Served {
  readonly #variants: JsonObject;
  readonly defaultVariant: string;
  /** The variant with the value null, if there is one. */
  #none: string | undefined;

  /** Without the name of a default variant, the caller decides. Throws {@link UntranslatableError}. */
  constructor(variants: JsonObject, defaultVariant: JsonValue) {
    this.#variants = variants;
    if (
      typeof defaultVariant === 'string' &&
      defaultVariant !== '' &&
      Object.hasOwn(variants, defaultVariant)
    ) {
      this.defaultVariant = defaultVariant;
    } else {
      if (defaultVariant !== '') throw new UntranslatableError('defaultVariant', 'must name a variant');
      this.defaultVariant = this.none();
    }
  }

  /** The variants by name, with the one that the caller decides about if it is served. */
  get variants(): JsonObject {
    return this.#none === undefined ? this.#variants : { ...this.#variants, [this.#none]: null };
  }

  /** The names of flagd's variants. */
  get names(): readonly string[] {
    return Object.keys(this.#variants);
  }

  /** Whether flagd has a variant. */
  has(name: string): boolean {
    return Object.hasOwn(this.#variants, name);
  }

  /** The variant for what flagd leaves to the caller: its value is null, so that a typed read gives the caller's fallback. */
  none(): string {
    let free = 'none';
    for (let i = 2; this.has(free); i++) free = `none${i}`;
    this.#none = free;
    return free;
  }
}
