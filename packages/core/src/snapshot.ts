import type { Flag } from './flag/flag.js';

/** A stored flag that can't be used as it stands. */
export interface InvalidFlag {
  readonly name: string;
  /** A sentence saying what is wrong, with the path. */
  readonly problem: string;
  /** What answers instead: an earlier valid definition, plain off, or nothing from this backend. */
  readonly serving: 'previous' | 'off' | 'nothing';
}

/** Everything a backend knows at one moment. Immutable: a change makes a new one. */
export class Snapshot {
  static readonly EMPTY: Snapshot = new Snapshot(new Map(), new Map());

  readonly flags: ReadonlyMap<string, Flag>;
  readonly invalid: ReadonlyMap<string, InvalidFlag>;
  readonly #alias: ((name: string) => Flag | undefined) | undefined;

  /** `alias` finds a flag by another spelling of its name, for backends that allow several. */
  constructor(
    flags: ReadonlyMap<string, Flag>,
    invalid: ReadonlyMap<string, InvalidFlag>,
    alias?: (name: string) => Flag | undefined,
  ) {
    this.flags = flags;
    this.invalid = invalid;
    this.#alias = alias;
  }

  get(name: string): Flag | undefined {
    return this.flags.get(name) ?? this.#alias?.(name);
  }

  /** True when `get` knows spellings that `flags` does not list. */
  get hasAliases(): boolean {
    return this.#alias !== undefined;
  }
}
