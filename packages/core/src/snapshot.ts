import type { Flag } from './flag/flag.js';

/** A stored flag that can't be used as it stands. */
export interface InvalidFlag {
  readonly name: string;
  /** A sentence saying what is wrong, with the path. */
  readonly problem: string;
  /** What answers instead: an earlier valid definition, plain off, or nothing from this backend. */
  readonly serving: 'previous' | 'off' | 'nothing';
}

/** How a snapshot came about: which flags may differ from those of an earlier one. */
export interface SnapshotOrigin {
  readonly before: Snapshot;
  readonly changed: readonly string[];
}

/** Everything a backend knows at one moment. Immutable: a change makes a new one. */
export class Snapshot {
  static readonly EMPTY: Snapshot = new Snapshot(new Map(), new Map());

  readonly flags: ReadonlyMap<string, Flag>;
  readonly invalid: ReadonlyMap<string, InvalidFlag>;
  readonly #alias: ((name: string) => Flag | undefined) | undefined;
  /** What stands for this snapshot in those made from it, which must not keep it in memory. */
  readonly #identity = {};
  readonly #madeFrom?: object;
  readonly #changed?: readonly string[];

  /** `alias` finds a flag by another spelling of its name, for backends that allow several. */
  constructor(
    flags: ReadonlyMap<string, Flag>,
    invalid: ReadonlyMap<string, InvalidFlag>,
    alias?: (name: string) => Flag | undefined,
    origin?: SnapshotOrigin,
  ) {
    this.flags = flags;
    this.invalid = invalid;
    this.#alias = alias;
    if (origin === undefined) return;
    this.#madeFrom = origin.before.#identity;
    this.#changed = origin.changed;
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

/** Puts `value` in, or takes out what is there when it is `undefined`. */
export function put<T>(map: Map<string, T>, name: string, value: T | undefined): void {
  if (value === undefined) map.delete(name);
  else map.set(name, value);
}
