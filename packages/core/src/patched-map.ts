/** Copying so many changes costs next to nothing. */
const MAX_PATCH = 64;

/**
 * A map from names that never changes, and of which a changed one is made without copying it: the new one has the changes
 * beside what it shares with the old. Once it was read about as often as it has entries, or as soon as somebody goes
 * through all of it, it makes a copy of its own, and a look-up is one look-up again.
 */
export class PatchedMap<Value> implements ReadonlyMap<string, Value> {
  readonly size: number;
  #base: ReadonlyMap<string, Value>;
  /** What differs from the base; `undefined` for what is not there any more. */
  #patch: ReadonlyMap<string, Value | undefined> | undefined;
  #reads = 0;

  /** `base` must not change any more. */
  constructor(
    base: ReadonlyMap<string, Value> = new Map(),
    patch?: ReadonlyMap<string, Value | undefined>,
    size: number = base.size,
  ) {
    this.#base = base;
    this.#patch = patch;
    this.size = size;
  }

  /** This map with new values for these names, taken out where there is none. The same map when none differs. */
  with(names: Iterable<string>, valueOf: (name: string) => Value | undefined): PatchedMap<Value> {
    let patch: Map<string, Value | undefined> | undefined;
    let { size } = this;
    for (const name of names) {
      const value = valueOf(name);
      const known = patch ?? this.#patch;
      const before = known?.has(name) ? known.get(name) : this.#base.get(name);
      if (before === value) continue;
      size += Number(value !== undefined) - Number(before !== undefined);
      patch ??= new Map(this.#patch);
      patch.set(name, value);
    }
    if (patch === undefined) return this;
    const patched = new PatchedMap(this.#base, patch, size);
    if (patch.size > MAX_PATCH) patched.#copy();
    return patched;
  }

  get(name: string): Value | undefined {
    return this.#patch === undefined ? this.#base.get(name) : this.#getPatched(name, this.#patch);
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  forEach(each: (value: Value, name: string, map: ReadonlyMap<string, Value>) => void): void {
    for (const [name, value] of this) each(value, name, this);
  }

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

  #getPatched(name: string, patch: ReadonlyMap<string, Value | undefined>): Value | undefined {
    if (++this.#reads > this.size) this.#copy();
    return patch.has(name) ? patch.get(name) : this.#base.get(name);
  }

  /** Makes the copy, unless there is one. */
  #copy(): ReadonlyMap<string, Value> {
    if (this.#patch === undefined) return this.#base;
    const copy = new Map(this.#base);
    for (const [name, value] of this.#patch) {
      if (value === undefined) copy.delete(name);
      else copy.set(name, value);
    }
    this.#base = copy;
    this.#patch = undefined;
    return copy;
  }
}
