import { ProblemError } from '../http/problem-error.js';
import type { FlagRecord } from '../records.js';
import { Store } from '../store/store.js';

/** A change that was rejected because another user changed the flag meanwhile. */
export interface Conflict {
  readonly name: string;
  /** What was wanted, as the end of "you wanted to …". */
  readonly wanted: string;
  /** The flag's text as it was to be; `null` when it was to be removed. */
  readonly mine: string | null;
  /** What `applyMine` will store, where that is not `mine` itself. */
  readonly merged?: string;
  /** What is stored now; `null` when the flag is gone. */
  readonly theirs: FlagRecord | null;
  /** Makes the change again, of what is stored now. */
  readonly applyMine: () => void;
  readonly keepTheirs?: () => void;
}

/** The conflict to decide now. */
export const openConflict: Store<Conflict | undefined> = new Store<Conflict | undefined>(undefined);

/** The stored flag, if this error says that another user changed it; else `undefined`. */
export function theirsOf(error: unknown): { readonly current: FlagRecord | null } | undefined {
  if (!(error instanceof ProblemError) || !error.isConflict) return undefined;
  return { current: error.members['current'] as FlagRecord | null };
}
