import { isObject } from '../base/is-object.js';
import type { FlagSource } from '../flag/definition.js';
import type { Flag, StoredText } from '../evaluation/flag.js';
import { isReserved } from '../flag/name.js';
import { parseFlag } from '../evaluation/parse-flag.js';
import { textOfValue } from '../flag/flag-value.js';
import type { InvalidFlag } from '../evaluation/invalid-flag.js';
import { Snapshot, type SnapshotEntry } from './snapshot.js';
import { type FlagChanges, isFlagChanges } from './flag-changes.js';
import type { FlagEntries } from './flag-store.js';

type Change = readonly [name: string, source: FlagSource | StoredText | undefined];

interface Entry extends SnapshotEntry {
  readonly stored: StoredText;
}

/**
 * The stored texts of one backend and what they mean. A text is compiled once, when it changes; a bad one leaves the
 * flag's last valid definition in force and never touches another flag.
 */
export class FlagTable {
  #entries = new Map<string, Entry>();
  #snapshot: Snapshot = Snapshot.EMPTY;

  get snapshot(): Snapshot {
    return this.#snapshot;
  }

  /** The text as stored, valid or not. */
  text(name: string): string | undefined {
    return this.#entries.get(name)?.stored.text;
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
    this.#snapshot = snapshotOf(next);
    return true;
  }

  /** Most loads change one flag among many: the others are not touched. */
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
    const stored = storedText(source);
    if (before !== undefined && isSame(before.stored, stored)) return before;
    const { text } = stored;
    if (isReserved(name)) return { stored, flag: undefined, invalid: undefined, unused: text };
    const parsed = parseFlag(name, stored);
    const flag = parsed.flag ?? before?.flag;
    if (parsed.problem === undefined) return { stored, flag, invalid: undefined, unused: undefined };
    const serving = parsed.flag ? 'off' : flag ? 'previous' : 'nothing';
    return { stored, flag, invalid: { name, problem: parsed.problem, serving }, unused: text };
  }
}

function snapshotOf(entries: ReadonlyMap<string, Entry>): Snapshot {
  const flags = new Map<string, Flag>();
  const invalid = new Map<string, InvalidFlag>();
  const unused = new Map<string, string>();
  for (const [name, entry] of entries) {
    if (entry.flag) flags.set(name, entry.flag);
    if (entry.invalid) invalid.set(name, entry.invalid);
    if (entry.unused !== undefined) unused.set(name, entry.unused);
  }
  return new Snapshot(flags, invalid, unused);
}

/** The same text without times changes nothing: a writer knows only the text. */
function isSame(known: StoredText, stored: StoredText): boolean {
  if (known.text !== stored.text) return false;
  if (stored.createdAt === undefined && stored.updatedAt === undefined) return true;
  return known.createdAt === stored.createdAt && known.updatedAt === stored.updatedAt;
}

function entriesOf(loaded: FlagEntries): Iterable<Change> {
  return Symbol.iterator in loaded ? (loaded as Iterable<Change>) : Object.entries(loaded);
}

function storedText(source: unknown): StoredText {
  return isStoredText(source) ? source : { text: textOfValue(source) };
}

/** A definition has no key of this name, so that the two can't be mistaken for each other. */
function isStoredText(source: unknown): source is StoredText {
  return isObject(source) && typeof source['text'] === 'string';
}
