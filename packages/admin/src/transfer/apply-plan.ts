import { isHalyardError, type WriteOptions } from '@halyard/core';
import { setImmediate } from 'node:timers/promises';
import type { AnyFlags } from '../any-flags.js';
import type { ImportPlan } from './import-plan.js';

/** The result of an import. */
export interface ImportResult {
  /** The number of written changes. */
  readonly written: number;
  /** The flags that another user changed after the plan was made. The import does not change them. */
  readonly conflicts: readonly string[];
  /** The store error that ended the import early. The changes before it are written. */
  readonly failure?: unknown;
}

/** The author and the reason of an import, and a callback for its progress. */
export interface ImportOptions extends Pick<WriteOptions, 'actor' | 'comment'> {
  /** Called after each change. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** The time to write before other tasks may run. Writes to a memory backend never wait for I/O. */
const BREATH_MS = 10;

/** Writes the changes of a plan one by one, each only if the flag has not changed after the plan. Never rejects. */
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
