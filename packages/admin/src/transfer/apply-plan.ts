import { isHalyardError, type WriteOptions } from '@halyard/core';
import { setImmediate } from 'node:timers/promises';
import type { AnyFlags } from '../any-flags.js';
import type { ImportPlan } from './import-plan.js';

/** What became of a plan. */
export interface ImportResult {
  /** How many changes were written. */
  readonly written: number;
  /** The names that somebody else changed since the plan was made; they are left as they are. */
  readonly conflicts: readonly string[];
  /** What ended the import early: the store failed. The changes before it are written. */
  readonly failure?: unknown;
}

/** Who imports and why, and whom to tell how far it is. */
export interface ImportOptions extends Pick<WriteOptions, 'actor' | 'comment'> {
  /** Called after each change. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** How long to write before others may run: writes to a backend in memory never wait for anything. */
const BREATH_MS = 10;

/** Writes what a plan says, one change after another, each only if the flag is still what the plan saw. Never rejects. */
export async function applyPlan(
  flags: AnyFlags,
  { changes }: ImportPlan,
  { onProgress, ...author }: ImportOptions = {},
): Promise<ImportResult> {
  const conflicts: string[] = [];
  let resumed = performance.now();
  for (const [index, { name, after, version }] of changes.entries()) {
    const write = { ...author, ifVersion: version };
    try {
      if (after === null) await flags.delete(name, write);
      else await flags.set(name, after, write);
    } catch (failure) {
      if (!isHalyardError(failure, 'CONFLICT'))
        return { written: index - conflicts.length, conflicts, failure };
      conflicts.push(name);
    }
    onProgress?.(index + 1, changes.length);
    if (performance.now() - resumed < BREATH_MS) continue;
    await setImmediate();
    resumed = performance.now();
  }
  return { written: changes.length - conflicts.length, conflicts };
}
