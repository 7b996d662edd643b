import { HalyardError, type HistoryEntry, type HistoryQuery } from '@halyard/core';
import type { FlagChanges, FlagEntries, StoreChange } from '@halyard/core/store';

/** The flags of one hash over one connection: how they are read, followed and written. */
export interface FollowedHash {
  /**
   * Reads all flags, or, if the call before succeeded, those that may have changed. Rejects with `emptyHashError` when the
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
  readonly flags: FlagEntries | FlagChanges;
  /** How many flags there are. */
  readonly size: number;
}

export interface LoadedChanges extends LoadedFlags {
  readonly flags: FlagChanges;
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
