import type { FlagsStatus, Condition, HistoryEntry } from '@halyard/core';
import type { Environment } from '../src/options.js';
import type { FlagRecord } from '../src/flags/flag-record.js';

export type { FlagRecord } from '../src/flags/flag-record.js';
export type { FlagState } from '../src/flags/flag-state.js';

/** A flag that was just enabled or disabled. */
export interface SwitchedFlag extends FlagRecord {
  /** The reason why the change has no effect, or why an enabled flag serves off to everyone. */
  readonly notice?: string;
  /** The invalid text that `off` replaced. */
  readonly replaced?: string;
}

/** A page of the list of flags. */
export interface FlagPage {
  readonly items: readonly FlagRecord[];
  readonly total: number;
  /** The name to continue after; absent on the last page. */
  readonly next?: string;
  /** The event id to continue from without missing a change. */
  readonly lastEventId: string;
}

/** A named condition. */
export interface SegmentRecord {
  /** Without the `$segment.` prefix. */
  readonly name: string;
  readonly version: string;
  readonly condition: Condition;
  /** The stored flags and segments that refer to it. */
  readonly usedBy: readonly string[];
}

/** The state of the backend, and the caller. */
export interface ServerStatus {
  /** Its structure, such as `composite(redis, env)`. */
  readonly backend: string;
  readonly status: FlagsStatus;
  readonly actor: string;
  readonly read: boolean;
  readonly write: boolean;
  /** The environment of the flags, if the server names one. */
  readonly environment?: Environment;
  /** The flags that can be previewed; absent if the app has no previews. */
  readonly previews?: readonly string[];
}

/** A signed override for the requests of one tester. */
export interface PreviewRecord {
  readonly link: string;
  /** An RFC 3339 time. */
  readonly until: string;
}

/** A change of a flag at a later time. */
export interface PlannedRecord {
  readonly id: string;
  readonly flag: string;
  /** One of these. */
  readonly change: { readonly set?: unknown; readonly enabled?: boolean; readonly rollout?: unknown };
  /** An RFC 3339 time; `null` if it can't be read. */
  readonly at: string | null;
  readonly actor?: string;
  readonly comment?: string;
  readonly problem?: string;
}

/** The result of a validation. */
export interface Validation {
  readonly valid: boolean;
  /** The text that would be stored. */
  readonly text?: string;
  readonly problem?: string;
}

/** A change, with what it did in words. */
export interface ChangeRecord extends HistoryEntry {
  /** `turned on`, `25% → 60%`, `added rule 'staff'`. */
  readonly summary: string;
}

/** A page of changes, newest first. */
export interface HistoryPage {
  readonly items: readonly ChangeRecord[];
  /** The id to continue before; absent on the last page. */
  readonly next?: string;
}

/** One flag or segment that an import changes. */
export interface PlannedChange {
  readonly name: string;
  readonly change: 'create' | 'replace' | 'delete';
  readonly before: string | null;
  readonly after: string | null;
}

/** The changes of an import or, in a dry run, the planned changes. */
export interface ImportReport {
  /** The format that the document was read in. */
  readonly format: string;
  readonly changes: readonly PlannedChange[];
  readonly unchanged: number;
  /** The entries that are left out, with the reasons. */
  readonly skipped: readonly { readonly name: string; readonly reason: string }[];
  readonly problems: readonly { readonly name: string; readonly problem: string }[];
  readonly written: number;
}
