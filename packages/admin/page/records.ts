import type { FlagsStatus, Condition, HistoryEntry } from '@halyard/core';
import type { FlagRecord } from '../src/flags/flag-record.js';

export type { FlagRecord, FlagState } from '../src/flags/flag-record.js';

/** A flag that was just enabled or disabled. */
export interface SwitchedFlag extends FlagRecord {
  /** Why it serves off to everyone although it is enabled. */
  readonly notice?: string;
  /** The invalid text that `off` replaced. */
  readonly replaced?: string;
}

/** A page of the list of flags. */
export interface FlagPage {
  readonly items: readonly FlagRecord[];
  readonly total: number;
  /** The name to go on after; absent at the end. */
  readonly next?: string;
  /** Where the event stream is to go on, to miss no change since. */
  readonly lastEventId: string;
}

/** A named condition. */
export interface SegmentRecord {
  /** Without the `$segment.` prefix. */
  readonly name: string;
  readonly version: string;
  readonly condition: Condition;
  /** The flags and segments that refer to it, as they are stored. */
  readonly usedBy: readonly string[];
}

/** How the backend is, and who asks. */
export interface ServerStatus {
  /** How it is built, such as `composite(redis, env)`. */
  readonly backend: string;
  readonly status: FlagsStatus;
  readonly actor: string;
  readonly read: boolean;
  readonly write: boolean;
}

/** Whether something could be stored. */
export interface Validation {
  readonly valid: boolean;
  /** What would be stored. */
  readonly text?: string;
  readonly problem?: string;
}

/** A page of changes, newest first. */
export interface HistoryPage {
  readonly items: readonly HistoryEntry[];
  /** The id to go on before; absent at the end. */
  readonly next?: string;
}

/** One flag or segment that an import changes. */
export interface PlannedChange {
  readonly name: string;
  readonly change: 'create' | 'replace' | 'delete';
  readonly before: string | null;
  readonly after: string | null;
}

/** What an import changed or, in a dry run, would change. */
export interface ImportReport {
  readonly changes: readonly PlannedChange[];
  readonly unchanged: number;
  readonly problems: readonly { readonly name: string; readonly problem: string }[];
  readonly written: number;
}
