import { ProblemError } from '../http/problem-error.js';
import type { FlagRecord } from '../records.js';
import { Store } from '../state/observable.js';

/** A change that was rejected because another user changed the flag first. */
export interface Conflict {
  readonly name: string;
  /** The intention, as the end of "you wanted to …". */
  readonly wanted: string;
  /** The intended text of the flag; `null` to delete it. */
  readonly mine: string | null;
  /** The text that `applyMine` stores, if it differs from `mine`. */
  readonly merged?: string;
  /** The stored flag; `null` if it was deleted. */
  readonly theirs: FlagRecord | null;
  /** Makes the change again, based on the stored flag. */
  readonly applyMine: () => void;
  readonly keepTheirs?: () => void;
}

/** The conflict to resolve now. */
export const openConflict: Store<Conflict | undefined> = new Store<Conflict | undefined>(undefined);

/** The stored flag if this error is a conflict; else `undefined`. */
export function theirsOf(error: unknown): { readonly current: FlagRecord | null } | undefined {
  if (!(error instanceof ProblemError) || !error.isConflict) return undefined;
  return { current: error.members['current'] as FlagRecord | null };
}
