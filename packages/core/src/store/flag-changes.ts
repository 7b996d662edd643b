import type { StoreEntry } from './flag-store.js';

// A registered symbol, so that a backend knows the changes made by a store that uses another copy of this package.
const BRAND: unique symbol = Symbol.for('halyard.changes') as never;

/** What a store may load instead of everything: the flags that differ from the load before, `undefined` for one that is gone. */
export class FlagChanges {
  static {
    Object.defineProperty(this.prototype, BRAND, { value: true });
  }

  /** The changes by name. */
  readonly entries: readonly (readonly [name: string, stored: StoreEntry | undefined])[];

  /** `entries`: the flags as they are now, `undefined` for one that is gone. */
  constructor(entries: Iterable<readonly [name: string, stored: StoreEntry | undefined]>) {
    this.entries = [...entries];
  }
}

/** True for changes made by any copy of this package. */
export function isFlagChanges(loaded: object): loaded is FlagChanges {
  return BRAND in loaded;
}
