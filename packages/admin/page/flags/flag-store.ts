import { api } from '../api.js';
import { sentenceOf } from '../http/problem-error.js';
import type { FlagRecord } from '../records.js';
import { Store } from '../state/observable.js';

/** The flags as this page knows them. */
export interface FlagsState {
  /** `failed`: the flags could not be read. Earlier flags, if any, are still shown. */
  readonly phase: 'loading' | 'ready' | 'failed';
  /** The error. */
  readonly problem?: string;
  readonly byName: ReadonlyMap<string, FlagRecord>;
}

/** All flags, by name. */
export const flagStore: Store<FlagsState> = new Store<FlagsState>({ phase: 'loading', byName: new Map() });

/** Reads all flags. Resolves with the event id to continue from. Rejects if they can't be read. */
export async function loadFlags(): Promise<string> {
  try {
    const { items, lastEventId } = await api.flags();
    flagStore.set({ phase: 'ready', byName: new Map(items.map((record) => [record.name, record])) });
    return lastEventId;
  } catch (error) {
    flagStore.set({ ...flagStore.value, phase: 'failed', problem: sentenceOf(error) });
    throw error;
  }
}

/** Forgets all flags: the next user may have no permission to read them. */
export function forgetFlags(): void {
  flagStore.set({ phase: 'loading', byName: new Map() });
}

/** Stores current flags in one step; `null` for a deleted flag. */
export function putFlags(changes: Iterable<readonly [name: string, record: FlagRecord | null]>): void {
  const byName = new Map(flagStore.value.byName);
  for (const [name, record] of changes) {
    if (record === null) byName.delete(name);
    else byName.set(name, record);
  }
  flagStore.set({ ...flagStore.value, byName });
}

/**
 * Stores the result of this page's own change; `undefined` for a deleted flag. A flag that the program declares stays: the
 * event of the deletion has what it serves now.
 */
export function putResult(name: string, before: FlagRecord | undefined, after: FlagRecord | undefined): void {
  if (after !== undefined || before?.declared !== true) putFlags([[name, after ?? null]]);
}

/** Stores one current flag. */
export function putFlag(record: FlagRecord): void {
  putFlags([[record.name, record]]);
}
