import type { FlagSource } from '../flag/definition.js';
import type { Flag } from '../flag/flag.js';
import { parseFlag } from '../flag/parse.js';
import { type InvalidFlag, Snapshot, type SnapshotEntry } from '../snapshot.js';
import { FlagChanges, isFlagChanges } from '../replica/flag-changes.js';
import type { FlagEntries } from '../replica/store.js';

type Change = readonly [name: string, source: FlagSource | undefined];

type Aliases = (flags: ReadonlyMap<string, Flag>) => (name: string) => Flag | undefined;

interface Entry extends SnapshotEntry {
  readonly text: string;
}

/**
 * The stored texts of one backend and what they mean. A text is compiled once, when it changes; a bad one leaves the
 * flag's last valid definition in force and never touches another flag.
 */
export class FlagTable {
  #entries = new Map<string, Entry>();
  #snapshot: Snapshot = Snapshot.EMPTY;
  readonly #aliases: Aliases | undefined;

  /** `aliases` makes the way to find a flag by another spelling. It is for a table that is loaded whole. */
  constructor(aliases?: Aliases) {
    this.#aliases = aliases;
  }

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** The text as stored, valid or not. */
  text(name: string): string | undefined {
    return this.#entries.get(name)?.text;
  }

  /**
   * Takes what a store loaded, all there is or what changed, and then the texts that were written after it was read.
   * Returns whether anything changed.
   */
  load(loaded: FlagEntries | FlagChanges, written: Iterable<Change> = []): boolean {
    return isFlagChanges(loaded)
      ? this.#patch([...loaded.entries, ...written])
      : this.#replace([...entriesOf(loaded), ...written]);
  }

  /** Stores one text, or removes the flag when it is `undefined`. Returns whether anything changed. */
  apply(name: string, text: string | undefined): boolean {
    return this.load(new FlagChanges([[name, text]]));
  }

  #replace(changes: readonly Change[]): boolean {
    const next = new Map<string, Entry>();
    let changed = false;
    for (const [name, source] of changes) {
      const after = this.#entry(name, source);
      if (after === undefined) next.delete(name);
      else next.set(name, after);
      changed ||= after !== this.#entries.get(name);
    }
    if (!changed && next.size === this.#entries.size) return false;
    this.#entries = next;
    this.#snapshot = snapshotOf(next, this.#aliases);
    return true;
  }

  /** Most loads tell of one flag among many: what is not told of is not looked at. */
  #patch(changes: readonly Change[]): boolean {
    const changed = new Map<string, Entry | undefined>();
    for (const [name, source] of changes) {
      const after = this.#entry(name, source);
      if (after === this.#entries.get(name)) continue;
      changed.set(name, after);
      if (after === undefined) this.#entries.delete(name);
      else this.#entries.set(name, after);
    }
    if (changed.size === 0) return false;
    this.#snapshot = this.#snapshot.with(changed);
    return true;
  }

  #entry(name: string, source: unknown): Entry | undefined {
    if (source === undefined) return undefined;
    const before = this.#entries.get(name);
    const text = sourceText(source);
    if (before !== undefined && before.text === text) return before;
    const parsed = parseFlag(name, text);
    const flag = parsed.flag ?? before?.flag;
    if (parsed.problem === undefined) return { text, flag, invalid: undefined };
    const serving = parsed.flag ? 'off' : flag ? 'previous' : 'nothing';
    return { text, flag, invalid: { name, problem: parsed.problem, serving } };
  }
}

function snapshotOf(entries: ReadonlyMap<string, Entry>, aliases: Aliases | undefined): Snapshot {
  const flags = new Map<string, Flag>();
  const invalid = new Map<string, InvalidFlag>();
  for (const [name, entry] of entries) {
    if (entry.flag) flags.set(name, entry.flag);
    if (entry.invalid) invalid.set(name, entry.invalid);
  }
  return new Snapshot(flags, invalid, aliases?.(flags));
}

function entriesOf(loaded: FlagEntries): Iterable<Change> {
  return Symbol.iterator in loaded ? (loaded as Iterable<Change>) : Object.entries(loaded);
}

/** The text of whatever a store returned. What is no flag source at all becomes text that no parser accepts. */
function sourceText(source: unknown): string {
  if (typeof source === 'string') return source;
  if (typeof source === 'boolean') return source ? 'on' : 'off';
  try {
    return JSON.stringify(source) ?? String(source);
  } catch (error) {
    return `not a flag: ${String(error)}`;
  }
}
