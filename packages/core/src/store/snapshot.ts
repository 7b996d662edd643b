import type { Flag } from '../evaluation/flag.js';
import type { InvalidFlag } from '../evaluation/invalid-flag.js';
import { canonicalName } from '../flag/spelling.js';
import { VersionedMap } from './versioned-map.js';

/** What a snapshot has of one name. */
export interface SnapshotEntry {
  /** The flag or segment that answers. */
  readonly flag: Flag | undefined;
  /** What can't be used as it stands. */
  readonly invalid: InvalidFlag | undefined;
  /** The stored text, where it is not in force: it is invalid, or its name is reserved. */
  readonly unused: string | undefined;
}

type Names = readonly string[];

/** Everything a backend knows at one moment. Immutable: a change makes a new one. */
export class Snapshot {
  /** The snapshot without flags. */
  static readonly EMPTY: Snapshot = new Snapshot(new Map());

  readonly #flags: VersionedMap<Flag>;
  readonly #invalid: VersionedMap<InvalidFlag>;
  readonly #unused: VersionedMap<string>;
  /** The names that are not canonical, by their canonical form. */
  readonly #spellings: VersionedMap<Names>;
  /** What stands for this snapshot in those made from it, which must not keep it in memory. */
  readonly #identity = {};
  #madeFrom?: object;
  #changed?: Names;

  /** Each map is by stored name, and must not change. `unused`: the stored texts that are not in force. */
  constructor(
    flags: ReadonlyMap<string, Flag>,
    invalid?: ReadonlyMap<string, InvalidFlag>,
    unused?: ReadonlyMap<string, string>,
  );
  /** @internal With the spellings, where they are known already. */
  constructor(
    flags: ReadonlyMap<string, Flag>,
    invalid: ReadonlyMap<string, InvalidFlag>,
    unused: ReadonlyMap<string, string>,
    spellings: VersionedMap<Names>,
  );
  constructor(
    flags: ReadonlyMap<string, Flag>,
    invalid: ReadonlyMap<string, InvalidFlag> = new Map(),
    unused: ReadonlyMap<string, string> = new Map(),
    spellings?: VersionedMap<Names>,
  ) {
    this.#flags = versioned(flags);
    this.#invalid = versioned(invalid);
    this.#unused = versioned(unused);
    this.#spellings = spellings ?? new VersionedMap(spellingsOf([...flags.keys(), ...invalid.keys()]));
  }

  /** The flags and segments that answer, by their stored names. */
  get flags(): ReadonlyMap<string, Flag> {
    return this.#flags;
  }

  /** What can't be used as it stands, by its stored name. */
  get invalid(): ReadonlyMap<string, InvalidFlag> {
    return this.#invalid;
  }

  /** The stored texts that are not in force: invalid ones, and those under reserved names. */
  get unused(): ReadonlyMap<string, string> {
    return this.#unused;
  }

  /** This snapshot with these entries put in, or taken out where there is none. Its cost is independent of the number of flags. */
  with(entries: ReadonlyMap<string, SnapshotEntry | undefined>): Snapshot {
    const names = [...entries.keys()];
    const snapshot = new Snapshot(
      this.#flags.with(names, (name) => entries.get(name)?.flag),
      this.#invalid.with(names, (name) => entries.get(name)?.invalid),
      this.#unused.with(names, (name) => entries.get(name)?.unused),
      this.#spellingsWith(entries),
    );
    snapshot.#madeFrom = this.#identity;
    snapshot.#changed = names;
    return snapshot;
  }

  /** @internal The same entries, for another backend to change. */
  copy(): Snapshot {
    return new Snapshot(
      this.#flags.copy(),
      this.#invalid.copy(),
      this.#unused.copy(),
      this.#spellings.copy(),
    );
  }

  /** The names of the flags that may differ from those of `before`, or `undefined` when it was not made from that. */
  changedSince(before: Snapshot): readonly string[] | undefined {
    return this.#madeFrom === before.#identity ? this.#changed : undefined;
  }

  /** The flag of this name or, where there is none, of its canonical form. */
  get(name: string): Flag | undefined {
    const flag = this.#flags.get(name);
    if (flag !== undefined || typeof name !== 'string') return flag;
    const canonical = canonicalName(name);
    return canonical === name ? undefined : this.#flags.get(canonical);
  }

  /** What is wrong with the stored text of this name or, where nothing is stored, of its canonical form. */
  problem(name: string): InvalidFlag | undefined {
    return this.#invalid.get(name) ?? this.#invalid.get(canonicalName(name));
  }

  /** Another name with the same canonical form that is stored here. */
  otherSpelling(name: string): string | undefined {
    const canonical = canonicalName(name);
    const isStored = this.#flags.has(canonical) || this.#invalid.has(canonical);
    if (canonical !== name && isStored) return canonical;
    return this.#spellings.get(canonical)?.find((each) => each !== name);
  }

  /** The stored names, other than itself, whose canonical form this name is. */
  spellingsOf(canonical: string): readonly string[] {
    return this.#spellings.get(canonical) ?? [];
  }

  #spellingsWith(entries: ReadonlyMap<string, SnapshotEntry | undefined>): VersionedMap<Names> {
    const changed = new Map<string, Names>();
    for (const [name, entry] of entries) {
      const canonical = canonicalName(name);
      if (canonical === name) continue;
      const known = changed.get(canonical) ?? this.#spellings.get(canonical) ?? [];
      const isStored = entry?.flag !== undefined || entry?.invalid !== undefined;
      if (known.includes(name) === isStored) continue;
      changed.set(canonical, isStored ? [...known, name] : known.filter((each) => each !== name));
    }
    return this.#spellings.with(changed.keys(), (canonical) => {
      const names = changed.get(canonical)!;
      return names.length === 0 ? undefined : names;
    });
  }
}

function versioned<Value>(map: ReadonlyMap<string, Value>): VersionedMap<Value> {
  return map instanceof VersionedMap ? (map as VersionedMap<Value>) : new VersionedMap(map);
}

function spellingsOf(names: Iterable<string>): Map<string, Names> {
  const spellings = new Map<string, Names>();
  for (const name of new Set(names)) {
    const canonical = canonicalName(name);
    if (canonical !== name) spellings.set(canonical, [...(spellings.get(canonical) ?? []), name]);
  }
  return spellings;
}
