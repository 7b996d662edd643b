import { isObject } from '../base/is-object.js';
import type { FlagSource } from '../flag/definition.js';
import type { StoredText } from '../evaluation/flag.js';
import { isReserved } from '../flag/name.js';
import { parseFlag } from '../evaluation/parse-flag.js';
import { textOfValue } from '../flag/flag-value.js';
import { Snapshot, type SnapshotEntry } from './snapshot.js';
import { SnapshotBuilder } from './snapshot-builder.js';
import type { FlagEntries } from './flag-store.js';

/** A flag as it is stored now, `undefined` for one that is gone. */
export type Change = readonly [name: string, source: FlagSource | StoredText | undefined];

interface Entry extends SnapshotEntry {
  readonly stored: StoredText;
}

type Changed = Map<string, Entry | undefined>;

/** Up to so many changes are made to the snapshot there is, in a few milliseconds; of more, a new one is built. */
const MAX_PATCHED = 1000;

/**
 * The stored texts of one backend and what they mean. A text is compiled once, when it changes; a bad one leaves the
 * flag's last valid definition in force and never touches another flag.
 *
 * What comes in is taken in one flag a step, for work in slices, and is in the snapshot as a whole after the last step.
 * Only one call may be under way at a time.
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

  /** Takes changes. Returns whether anything changed. */
  *change(changes: Iterable<Change>): Generator<void, boolean> {
    const changed: Changed = new Map();
    yield* this.#compile(changes, changed);
    return yield* this.#publish(changed);
  }

  /**
   * Takes all that a store has, and then the changes that came `since` it was read, which are asked for once all of it is
   * compiled. Returns whether anything changed.
   */
  *replace(loaded: FlagEntries, since: () => Iterable<Change> = () => []): Generator<void, boolean> {
    const changed: Changed = new Map();
    const names = new Set<string>();
    for (const [name, source] of entriesOf(loaded)) {
      names.add(name);
      this.#note(changed, name, source);
      yield;
    }
    for (const name of this.#entries.keys()) {
      if (!names.has(name)) changed.set(name, undefined);
      yield;
    }
    yield* this.#compile(since(), changed);
    return yield* this.#publish(changed);
  }

  *#compile(changes: Iterable<Change>, changed: Changed): Generator<void> {
    for (const [name, source] of changes) {
      this.#note(changed, name, source);
      yield;
    }
  }

  #note(changed: Changed, name: string, source: Change[1]): void {
    const current = this.#entries.get(name);
    const after = entryOf(name, source, changed.has(name) ? changed.get(name) : current);
    if (after === current) changed.delete(name);
    else changed.set(name, after);
  }

  *#publish(changed: Changed): Generator<void, boolean> {
    if (changed.size === 0) return false;
    if (changed.size <= MAX_PATCHED) this.#patch(changed);
    else yield* this.#rebuild(changed);
    return true;
  }

  /** Most loads change one flag among many: the others are not touched. */
  #patch(changed: Changed): void {
    for (const [name, entry] of changed) {
      if (entry === undefined) this.#entries.delete(name);
      else this.#entries.set(name, entry);
    }
    this.#snapshot = this.#snapshot.with(changed);
  }

  *#rebuild(changed: Changed): Generator<void> {
    const entries = new Map<string, Entry>();
    const builder = new SnapshotBuilder();
    for (const known of [this.#entries, changed]) {
      for (const name of known.keys()) {
        const entry = changed.has(name) ? changed.get(name) : this.#entries.get(name);
        if (entry !== undefined && !entries.has(name)) {
          entries.set(name, entry);
          builder.add(name, entry);
        }
        yield;
      }
    }
    this.#entries = entries;
    this.#snapshot = builder.build();
  }
}

/** What a flag's new text means, `before` being what it was. */
function entryOf(name: string, source: Change[1], before: Entry | undefined): Entry | undefined {
  if (source === undefined) return undefined;
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
