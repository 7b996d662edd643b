import type { JsonValue } from '@halyard/core';
import { type JsonObject, textOf } from '../json-object.js';
import { UntranslatableError } from '../untranslatable-error.js';

/** When a variant is served. */
export interface Occasion {
  /** Whether the feature is enabled, unless the variant overrides that. */
  readonly isEnabled: boolean;
  /** Whether the flag serves this variant to everyone. */
  readonly isOnly: boolean;
}

interface Served {
  readonly value: JsonValue;
  readonly isOn: boolean;
}

/**
 * The variants of a flag by what they are served for. To Microsoft, whether a feature is on and the value of its variant are
 * independent; to Halyard, a flag is on if its value is true, a number other than 0, text, a list or an object.
 */
export class Outcomes {
  readonly #given: ReadonlyMap<string, JsonObject>;
  readonly #overrides: boolean;
  readonly #served = new Map<string, Served>();

  /** With `overrides`, the status override of a variant counts. */
  constructor(variants: readonly JsonObject[], overrides: boolean) {
    // Of several variants with one name, the first counts.
    this.#given = new Map(variants.toReversed().map((each) => [textOf(each['name']) ?? '', each]));
    this.#overrides = overrides;
  }

  /** The variants by name, with those that are served where none is assigned. */
  get variants(): { readonly [name: string]: JsonValue } {
    const unused = [...this.#given].filter(([name]) => !this.#served.has(name)).toReversed();
    return Object.fromEntries([
      ...[...this.#served].map(([name, { value }]) => [name, value] as const),
      ...unused.map(([name, given]) => [name, given['configuration_value'] ?? true] as const),
    ]);
  }

  has(name: string): boolean {
    return this.#given.has(name);
  }

  /** Whether a variant that is served is on. */
  isOn(name: string): boolean {
    return this.#served.get(name)!.isOn;
  }

  /** The name under which a variant is served, or what is served without one. Throws {@link UntranslatableError}. */
  serve(name: string | undefined, { isEnabled, isOnly }: Occasion): string {
    const given = name === undefined ? undefined : this.#given.get(name);
    if (given === undefined) {
      const free = this.#free(isEnabled ? 'enabled' : 'disabled');
      this.#served.set(free, { value: isEnabled, isOn: isEnabled });
      return free;
    }
    const isOn = this.#overridden(given, isEnabled);
    const value = given['configuration_value'] ?? isOn;
    const known = this.#served.get(name!);
    const isOff = isOnly && !isOn && value !== true;
    if ((known !== undefined && known.isOn !== isOn) || (countsAsOn(value) !== isOn && !isOff)) {
      const has =
        given['configuration_value'] === undefined ? 'it has no value' : `its value is ${text(value)}`;
      const state = isOn ? 'on' : 'off';
      const what = `the variant ${text(name!)} is served while the feature is ${state}, but ${has}`;
      throw new UntranslatableError('variants', `${what}, which decides whether a flag of Halyard is on`);
    }
    this.#served.set(name!, { value, isOn });
    return name!;
  }

  #overridden(given: JsonObject, isEnabled: boolean): boolean {
    const { status_override: status } = given;
    if (!this.#overrides || (status !== 'Enabled' && status !== 'Disabled')) return isEnabled;
    return status === 'Enabled';
  }

  #free(wanted: string): string {
    return this.#given.has(wanted) ? this.#free(`${wanted}-`) : wanted;
  }
}

function countsAsOn(value: JsonValue): boolean {
  return value !== false && value !== null && value !== 0 && value !== '';
}

function text(value: JsonValue): string {
  return JSON.stringify(value);
}
