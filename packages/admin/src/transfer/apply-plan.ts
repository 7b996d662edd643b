import {
  type Authorship,
  type BulkUpdate,
  type Flag,
  FlagConflictError,
  isHalyardError,
  isPartialWriteError,
} from '@halyard/core';
import type { AnyFlags } from '../any-flags.js';
import { storedFlag } from '../flags/stored.js';
import type { ImportPlan, PlannedChange } from './import-plan.js';

/** The result of an import. */
export interface ImportResult {
  /** The number of written changes. */
  readonly written: number;
  /** The flags that another user changed after the plan was made. The import does not change them. */
  readonly conflicts: readonly string[];
  /** The store error that ended the import early. `written` is then the number of changes that are known to be written. */
  readonly failure?: unknown;
}

/**
 * Writes the changes of a plan by one write of the store. If another user changed some of the flags after the plan was
 * made, writes the others. Begins no write after `signal` was aborted. Never rejects.
 */
export async function applyPlan(
  flags: AnyFlags,
  { changes }: ImportPlan,
  author: Authorship = {},
  signal?: AbortSignal,
): Promise<ImportResult> {
  const conflicts = new Set<string>();
  let left = changes;
  let written = 0;
  while (left.length > 0) {
    try {
      signal?.throwIfAborted();
      await flags.setMany(new Map(left.map((change) => [change.name, updateOf(change)])), author);
      written += left.length;
      break;
    } catch (failure) {
      const remaining = notStored(left, failure);
      written += left.length - remaining.length;
      const conflict = conflictIn(failure);
      if (conflict === undefined || !remaining.some(({ name }) => name === conflict)) {
        return { written, conflicts: [...conflicts], failure };
      }
      conflicts.add(conflict);
      for (const { name, version } of remaining) {
        if (!isVersion(storedFlag(flags, name), version)) conflicts.add(name);
      }
      left = remaining.filter(({ name }) => !conflicts.has(name));
    }
  }
  return { written, conflicts: [...conflicts] };
}

/** The change, as long as the flag is the one that the plan was made for. */
function updateOf({ name, after, version }: PlannedChange): BulkUpdate {
  return (current) => {
    if (isVersion(current, version)) return after;
    throw new FlagConflictError(name, current);
  };
}

function isVersion(flag: Flag | undefined, version: string | null): boolean {
  return (flag?.version ?? null) === version;
}

/** The changes that a failed write did not store. */
function notStored(changes: readonly PlannedChange[], failure: unknown): readonly PlannedChange[] {
  if (!isPartialWriteError(failure)) return changes;
  const names = new Set(failure.notStored);
  return changes.filter(({ name }) => names.has(name));
}

/** The flag whose conflict ended a write; `undefined` if it failed for another reason. */
function conflictIn(failure: unknown): string | undefined {
  const conflict = isPartialWriteError(failure) ? failure.cause : failure;
  return isHalyardError(conflict, 'CONFLICT') ? (conflict as FlagConflictError).flag : undefined;
}
