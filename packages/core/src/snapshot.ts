import type { Flag } from './flag/flag.js';
import { PatchedMap } from './patched-map.js';

/** A stored flag that can't be used as it stands. */
export interface InvalidFlag {
  readonly name: string;
  /** A sentence saying what is wrong, with the path. */
  readonly problem: string;
  /** What answers instead: an earlier valid definition, plain off, or nothing from this backend. */
  readonly serving: 'previous' | 'off' | 'nothing';
}

/** What a snapshot has of one name. */
export interface SnapshotEntry {
  readonly flag: Flag | undefined;
  readonly invalid: InvalidFlag | undefined;
}

/** Everything a backend knows at one moment. Immutable: a change makes a new one. */
export class Snapshot {
  static readonly EMPTY: Snapshot = new Snapshot(new Map(), new Map());

  readonly #flags: PatchedMap<Flag>;
  readonly #invalid: PatchedMap<InvalidFlag>;
  readonly #alias: ((name: string) => Flag | undefined) | undefined;
  /** What stands for this snapshot in those made from it, which must not keep it in memory. */
  readonly #identity = {};
  #madeFrom?: object;
  #changed?: readonly string[];

  /** `alias` finds a flag by another spelling of its name, for backends that allow several. The maps must not change. */
  constructor(
    flags: ReadonlyMap<string, Flag>,
    invalid: ReadonlyMap<string, InvalidFlag>,
    alias?: (name: string) => Flag | undefined,
  ) {
    this.#flags = flags instanceof PatchedMap ? flags : new PatchedMap(flags);
    this.#invalid = invalid instanceof PatchedMap ? invalid : new PatchedMap(invalid);
    this.#alias = alias;
  }

  get flags(): ReadonlyMap<string, Flag> {
    return this.#flags;
  }

  get invalid(): ReadonlyMap<string, InvalidFlag> {
    return this.#invalid;
  }

  /** This snapshot with these entries put in, or taken out where there is none. Takes no longer the more flags there are. */
  with(entries: ReadonlyMap<string, SnapshotEntry | undefined>): Snapshot {
    const names = [...entries.keys()];
    const snapshot = new Snapshot(
      this.#flags.with(names, (name) => entries.get(name)?.flag),
      this.#invalid.with(names, (name) => entries.get(name)?.invalid),
      this.#alias,
    );
    snapshot.#madeFrom = this.#identity;
    snapshot.#changed = names;
    return snapshot;
  }

  /** The names of the flags that may differ from those of `before`, or `undefined` when it was not made from that. */
  changedSince(before: Snapshot): readonly string[] | undefined {
    return this.#madeFrom === before.#identity ? this.#changed : undefined;
  }

  get(name: string): Flag | undefined {
    return this.flags.get(name) ?? this.#alias?.(name);
  }

  /** True when `get` knows spellings that `flags` does not list. */
  get hasAliases(): boolean {
    return this.#alias !== undefined;
  }
}
