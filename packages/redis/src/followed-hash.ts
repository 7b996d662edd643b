import { HalyardError, type HistoryEntry, type HistoryQuery } from '@halyard/core';
import type { FlagChanges, FlagEntries, StoreChange, StoreEntry } from '@halyard/core/store';

/** The flags of one hash over one connection: how they are read, followed and written. */
export interface FollowedHash {
  /**
   * Makes sure of all flags: reads them, or, if the call before succeeded, has all changes been told. Rejects with `emptyHashError` when the
   * hash is empty on a fresh connection, although there were flags.
   */
  load(options: LoadOptions): Promise<LoadedFlags>;
  /**
   * Stores or removes flags: all of them or none. Rejects with `CONFLICT` when one has another text than the change
   * expects.
   */
  write(changes: readonly StoreChange[]): Promise<void>;
  /** The changes made, newest first, where they are logged. */
  history?(query: HistoryQuery): Promise<readonly HistoryEntry[]>;
  /** The server pushed that a key has changed; `undefined` stands for all keys. */
  pushed(key: string | undefined): void;
  /** The connection has ended. */
  end(): void;
}

export interface LoadOptions {
  /** Read the hash itself, and not only the changes that are announced. */
  readonly readsHash: boolean;
  /** This connection has neither read a flag nor seen a change. */
  readonly isFresh: boolean;
  /** How many flags were read last, on any connection. */
  readonly known: number;
}

export interface LoadedFlags {
  /** All flags; `undefined` if each change since the load before was told. */
  readonly all: FlagEntries | undefined;
  /** What there is of one flag at present. */
  readonly entry: (name: string) => StoreEntry | undefined;
  /** How many flags there are. */
  readonly size: number;
}

/** What is told: exactly these flags have changed. */
export interface ToldChanges {
  readonly flags: FlagChanges;
  /** How many flags there are now. */
  readonly size: number;
}

/**
 * The hash is empty on a fresh connection. A server that restarted without its data looks like this, and so does a
 * replica that was promoted before it had any.
 */
export function emptyHashError(key: string, known: number): HalyardError {
  return new HalyardError(
    'STORE_FAILED',
    `the hash "${key}" is empty after a reconnect; keeping the last ${known} flags until it is written`,
  );
}
