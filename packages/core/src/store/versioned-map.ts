/**
 * A map from names that never changes, and of which a changed one is made at the cost of the changes alone, however large
 * it is. The newest version holds the one real map, and an older one what differs from it (the method is Henry Baker's,
 * "Shallow binding makes functional arrays fast", 1991). So reading the newest costs one look-up, and an older one, which
 * is held for as long as a request takes, two, after what was changed since its last read is added to its differences.
 */
export class VersionedMap<Value> implements ReadonlyMap<string, Value> {
  #size = 0;
  /** The real map, of the newest version; else what differs from the version `#next`, `undefined` for what was not there. */
  #entries: Map<string, Value | undefined> = new Map();
  #next: VersionedMap<Value> | undefined;

  /** No value may be `undefined`. */
  constructor(entries: Iterable<readonly [string, Value]> = []) {
    this.#own(new Map(entries));
  }

  /** Takes over a map, which must not be changed any more. */
  static of<Value>(entries: Map<string, Value>): VersionedMap<Value> {
    const versioned = new VersionedMap<Value>();
    versioned.#own(entries);
    return versioned;
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
    // An empty map is copied, since it may be shared and for ever: it would keep every later version in memory.
    const passesOn = this.#next === undefined && this.#size > 0;
    const entries = passesOn ? (this.#entries as Map<string, Value>) : this.#copy();
    for (const [name, value] of changed) {
      if (value === undefined) entries.delete(name);
      else entries.set(name, value);
    }
    const next = VersionedMap.of(entries);
    if (passesOn) {
      this.#entries = replaced;
      this.#next = next;
    }
    return next;
  }

  /** The same map with entries of its own: what is made from either costs the reads of the other nothing. */
  copy(): VersionedMap<Value> {
    return VersionedMap.of(this.#copy());
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
    return this.#copy().entries();
  }

  keys(): MapIterator<string> {
    return this.#copy().keys();
  }

  values(): MapIterator<Value> {
    return this.#copy().values();
  }

  [Symbol.iterator](): MapIterator<[string, Value]> {
    return this.entries();
  }

  #find(name: string): Value | undefined {
    const newest = this.#catchUp();
    const older = this.#entries;
    return older.has(name) ? older.get(name) : newest.#entries.get(name);
  }

  /** Makes this differ from the newest version, which is returned: of what was changed since, the first value counts. */
  #catchUp(): VersionedMap<Value> {
    let next = this.#next!;
    for (; next.#next !== undefined; next = next.#next) {
      for (const [name, value] of next.#entries) {
        if (!this.#entries.has(name)) this.#entries.set(name, value);
      }
    }
    this.#next = next;
    return next;
  }

  /** All entries of this version, in a map of their own. */
  #copy(): Map<string, Value> {
    if (this.#next === undefined) return new Map(this.#entries as Map<string, Value>);
    const entries = new Map(this.#catchUp().#entries as Map<string, Value>);
    for (const [name, value] of this.#entries) {
      if (value === undefined) entries.delete(name);
      else entries.set(name, value);
    }
    return entries;
  }

  #own(entries: Map<string, Value>): void {
    this.#entries = entries;
    this.#size = entries.size;
  }
}
