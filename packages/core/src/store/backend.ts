import type { FlagSource } from '../flag/definition.js';
import type { Flag } from '../evaluation/flag.js';
import type { FlagOrigin } from './flag-origin.js';
import type { HistoryEntry, HistoryQuery } from './history.js';
import type { InvalidFlag } from '../evaluation/invalid-flag.js';
import type { Snapshot } from './snapshot.js';
import type { InvalidText } from './write.js';
import type { UsageLog } from './usage.js';

/**
 * Where flags come from. It keeps a snapshot in memory and answers from it without I/O; keeping that
 * fresh is its own work, in the background. Most authors write a `FlagStore` instead and let
 * `new StoreBackend(store)` make the backend.
 */
export interface Backend {
  /** How status, errors and `describe()` call it. */
  readonly name: string;
  /** The flags as last known. A new object whenever, and only when, something changed. */
  readonly snapshot: Snapshot;
  /**
   * Starts keeping the snapshot fresh. Resolves when the first load has succeeded or failed; trouble with the
   * store shows in `status()` and never rejects. Calling it again changes nothing.
   */
  open(): Promise<void>;
  /**
   * Resolves once the snapshot holds what a read found that began after this call. Rejects with `STORE_FAILED` when the
   * store could not be read. Absent where there is nothing to read again.
   */
  refresh?(): Promise<void>;
  /** Ends every timer and socket. The snapshot stays readable. Calling it again changes nothing. */
  close(): Promise<void>;
  /** Calls `listener` after each change of `snapshot` or of the state in `status()`; returns the way to stop it. */
  subscribe(listener: () => void): () => void;
  /** What it knows about itself, at this moment. Never throws. */
  status(): BackendStatus;
  /** Stores a flag; visible in `snapshot` when it resolves. Absent on a read-only backend. */
  set?(name: string, source: FlagUpdate, options?: WriteOptions): Promise<void>;
  /**
   * Stores and removes several flags by one write of the store, all of them or none where the store can; visible in
   * `snapshot` together when it resolves. Absent on a read-only backend.
   */
  setMany?(updates: ReadonlyMap<string, BulkUpdate>, options?: Authorship): Promise<void>;
  /** Removes a flag; resolves `false` when there was none. Absent on a read-only backend. */
  delete?(name: string, options?: WriteOptions): Promise<boolean>;
  /**
   * The changes made through Halyard, newest first. Rejects with `STORE_FAILED` when they can't be read. Absent where none are
   * kept.
   */
  history?(query?: HistoryQuery): Promise<readonly HistoryEntry[]>;
  /** Where processes report which flags they use. Absent where that is not kept. */
  readonly usage?: UsageLog;
  /**
   * Which layer has the flag of this stored name; `undefined` if none has it. @default the backend itself, whose writes have
   * an effect
   */
  origin?(name: string): FlagOrigin | undefined;
  /** How it is built, such as `composite(redis, env)`. @default the name */
  describe?(): string;
}

/**
 * What to store: a flag, or how to make it from the flag in force (`undefined` when there is none). `invalid` is there
 * when the stored text is invalid, so that the flag in force is an earlier one, or none.
 */
export type FlagUpdate =
  | FlagSource
  | ((current: Flag | undefined, invalid: InvalidText | undefined) => FlagSource);

/** The same for one of several flags; `null`, given or returned, removes it. */
export type BulkUpdate =
  | FlagSource
  | null
  | ((current: Flag | undefined, invalid: InvalidText | undefined) => FlagSource | null);

/** Who writes, and why. */
export interface Authorship {
  /** Who, for the audit log. */
  readonly actor?: string;
  /** Why, for the audit log. */
  readonly comment?: string;
}

/** Who writes, why, and on what condition. */
export interface WriteOptions extends Authorship {
  /** Write only if the stored flag still has this version (`null`: only if there is none), else `CONFLICT`. */
  readonly ifVersion?: string | null;
}

/**
 * `live`: changes are pushed. `polling`: they are looked for. `stale`: answers are the last known ones,
 * because the store can't be read. `failed`: it was never read.
 */
export type BackendState = 'live' | 'polling' | 'stale' | 'failed';

/** A flag whose stored changes have no effect. */
export interface ForcedFlag {
  /** The flag's name. */
  readonly name: string;
  /** Which layer answers first, and what: `"FORCE_CHECKOUT" in the environment answers first: 'off'`. */
  readonly why: string;
}

/** What a backend knows about itself. */
export interface BackendStatus {
  /** The backend's name. */
  readonly name: string;
  /** Whether the answers are up to date. */
  readonly state: BackendState;
  /** When this state began, in milliseconds since the epoch. */
  readonly since: number;
  /** Why it is not `live`, as a sentence. */
  readonly reason?: string;
  /** What does not work although the flags are read, as a sentence. */
  readonly problem?: string;
  /** How many flags it holds. */
  readonly flags: number;
  /** The stored flags that can't be used as they stand. */
  readonly invalid: readonly InvalidFlag[];
  /** When it last read its store with success, in milliseconds since the epoch. */
  readonly lastLoad?: number;
  /** The flags that a layer above the one that is written to has: writes have no effect on them. Absent if there are none. */
  readonly forced?: readonly ForcedFlag[];
  /** The layers of a composite, first asked first. */
  readonly layers?: readonly BackendStatus[];
  /** The backends that get copies of what is written here. */
  readonly copies?: readonly BackendStatus[];
  /** For a copy: how far it is behind. Absent if it has everything. */
  readonly behind?: CopyLag;
}

/** What a copy does not have yet. */
export interface CopyLag {
  /** How many flags it does not have as they were written. */
  readonly flags: number;
  /** Since when the first of them is missing, in milliseconds since the epoch. */
  readonly since: number;
}
