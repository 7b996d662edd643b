import type { FlagSource } from '../flag/definition.js';
import type { StoredText } from '../evaluation/flag.js';
import type { Authorship } from './backend.js';
import type { HistoryEntry, HistoryQuery } from './history.js';
import type { FlagChanges } from './flag-changes.js';
import type { FleetUsage, FlagUse } from './usage.js';

/**
 * The little an author writes to keep flags somewhere new; `new StoreBackend(store)` makes it a `Backend`.
 * It holds no flags itself, may fail at any time, and is never called twice at once for loading.
 */
export interface FlagStore {
  /** How status, errors and `describe()` call it. */
  readonly name: string;
  /**
   * Reads all flags, or, if the load before succeeded, those that changed since. `signal` aborts when the answer is no
   * longer awaited. Many flags are taken from the answer in slices of a few milliseconds, so that nothing else in the process
   * waits: what is changed in it meanwhile must also be given to the watcher.
   */
  load(signal: AbortSignal): Promise<FlagEntries | FlagChanges>;
  /** Starts pushing changes to `watcher`; resolves with the way to stop. Absent: the store is polled. */
  watch?(watcher: StoreWatcher): Promise<() => void | Promise<void>> | (() => void | Promise<void>);
  /**
   * Stores the changes of one call, which are of different flags: all of them, or none where it can. If a text is not the
   * one that its change expects (`ifText`), stores nothing of the call and rejects with `conflictError(name, text)`.
   * Rejects for whatever was not stored.
   *
   * A store that can't write several flags together applies the changes in order and stops at the first failure; its
   * error names the flags that were not stored. `writeInOrder` does that.
   *
   * `signal` aborts when the answer is no longer awaited. Absent: the store is read-only.
   */
  write?(changes: readonly StoreChange[], signal: AbortSignal): Promise<void>;
  /**
   * The changes made by `write`, newest first. Absent where none are kept. `signal` aborts when the answer is no longer
   * awaited.
   */
  history?(query: HistoryQuery, signal: AbortSignal): Promise<readonly HistoryEntry[]>;
  /** Keeps what processes report of the use of flags. Absent: none is kept. */
  readonly usage?: StoreUsage;
  /**
   * What does not work at present although the flags are read and written, as a sentence: shown in the status, and logged.
   * Asked after each load and write. @default nothing
   */
  problem?(): string | undefined;
  /** Frees what the store holds. Called once, after the last load and write. */
  close?(): Promise<void>;
}

/** Where a store keeps the use of flags. `HourlyUsage` is what it needs to keep of each flag. */
export interface StoreUsage {
  /**
   * Adds what one process used, by the clock of the store. Removes what it keeps of flags that do not exist any more. Rejects
   * if that is not stored, such as without the permission. `signal` aborts when the answer is no longer awaited.
   */
  report(uses: readonly FlagUse[], signal: AbortSignal): Promise<void>;
  /** Reads what all processes reported. */
  read(signal: AbortSignal): Promise<FleetUsage>;
}

/** All flags by name: an object, or pairs. */
export type FlagEntries =
  | Iterable<readonly [name: string, stored: StoreEntry]>
  | Readonly<Record<string, StoreEntry>>;

/** What a store has under a name: a flag, or its text with the times that the store keeps. */
export type StoreEntry = FlagSource | StoredText;

/** What a watching store tells its backend. Each may be called at any time, also synchronously. */
export interface StoreWatcher {
  /**
   * Something may have changed: read again. Or exactly these flags have changed, as is told by a store that knows it:
   * there is nothing to read then, and what a load under way will return of them is taken to be older. A store that starts
   * over within a load therefore tells again what it told during it.
   */
  readonly changed: (changes?: FlagChanges) => void;
  /** Changes are not pushed at present, and why; the store is polled until `changed()` or `live()`. */
  readonly polling: (reason: string) => void;
  /** Changes are pushed from here on. Assumed after `watch` until the store says otherwise. */
  readonly live: () => void;
}

/** What a write does to one flag. */
export interface StoreChange extends Authorship {
  /** The flag's name. */
  readonly name: string;
  /** The text to store, or `undefined` to remove the flag. */
  readonly text: string | undefined;
  /** Write only if this text is stored (`null`: if none is), else reject with `conflictError(name, stored)`. Absent: write in any case. */
  readonly ifText?: string | null;
}
