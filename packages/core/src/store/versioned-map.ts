/** An older version that is this many changes behind makes a copy of its own when it is read. */
const MAX_BEHIND = 64;

/**
 * A map from names that never changes, and of which a changed one is made at the cost of the changes alone, however large
 * it is. The newest version holds the one real map, and an older one what differs from the next (the method is Henry
 * Baker's, "Shallow binding makes functional arrays fast", 1991). So reading the newest costs one look-up, and an older
 * one, which is held for as long as a request takes, one more for each change since.
 */
export class VersionedMap<Value> implements ReadonlyMap<string, Value> {
  #size: number;
  /** The real map, of the newest version; else what differs from the next version, `undefined` for what was not there. */
  #entries: Map<string, Value | undefined>;
  #next: VersionedMap<Value> | undefined;

  /** Takes over the entries, which must not change any more; no value may be `undefined`. */
  constructor(entries: Iterable<readonly [string, Value]> = []) {
    this.#entries = new Map(entries);
    this.#size = this.#entries.size;
  }

  get size(): number {
    return this.#size;
  }

  /** This map with new values for these names, taken out where there is none. The same map when none differs. */
  with(names: Iterable<string>, valueOf: (name: string) => Value | undefined): VersionedMap<Value> {
    const replaced = new Map<string, Value | undefined>();
    const changed: [name: string, value: Value | undefined][] = [];
    for (const name of new Set(names)) {
      const [before, value] = [this.get(name), valueOf(name)];
      if (before === value) continue;
      replaced.set(name, before);
      changed.push([name, value]);
    }
    if (changed.length === 0) return this;
    const entries = this.#own();
    for (const [name, value] of changed) {
      if (value === undefined) entries.delete(name);
      else entries.set(name, value);
    }
    const next = new VersionedMap<Value>();
    next.#entries = entries;
    next.#size = entries.size;
    this.#entries = replaced;
    this.#next = next;
    return next;
  }

  get(name: string): Value | undefined {
    return this.#next === undefined ? this.#entries.get(name) : this.#find(name);
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  forEach(each: (value: Value, name: string, map: ReadonlyMap<string, Value>) => void): void {
    for (const [name, value] of this) each(value, name, this);
  }

  // What is gone through is a copy: the real map may change before the end.
  entries(): MapIterator<[string, Value]> {
    return new Map(this.#own()).entries();
  }

  keys(): MapIterator<string> {
    return new Map(this.#own()).keys();
  }

  values(): MapIterator<Value> {
    return new Map(this.#own()).values();
  }

  [Symbol.iterator](): MapIterator<[string, Value]> {
    return this.entries();
  }

  /** The value in an older version: that of the first version from it on in which it was replaced, or of the newest. */
  #find(name: string): Value | undefined {
    const versions = VersionedMap.#from(this, MAX_BEHIND);
    if (versions.at(-1)!.#next !== undefined) return this.#own().get(name);
    return versions.find((each) => each.#next === undefined || each.#entries.has(name))!.#entries.get(name);
  }

  /** All entries of this version, in a map that is its own. */
  #own(): Map<string, Value> {
    if (this.#next !== undefined) {
      const [newest, ...older] = VersionedMap.#from(this, Infinity).toReversed();
      const entries = new Map(newest!.#entries);
      for (const version of older) {
        for (const [name, value] of version.#entries) {
          if (value === undefined) entries.delete(name);
          else entries.set(name, value);
        }
      }
      this.#entries = entries;
      this.#next = undefined;
    }
    return this.#entries as Map<string, Value>;
  }

  /** A version and those after it, up to the newest or so many. */
  static #from<Value>(version: VersionedMap<Value>, most: number): VersionedMap<Value>[] {
    const versions = [version];
    for (let next = version.#next; next !== undefined && versions.length <= most; next = next.#next) {
      versions.push(next);
    }
    return versions;
  }
}
