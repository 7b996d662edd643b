import { api } from '../api.js';
import { sentenceOf } from '../http/problem-error.js';
import type { FlagRecord } from '../records.js';
import { Store } from '../store/store.js';

/** The flags as this page knows them. */
export interface FlagsState {
  /** `failed`: they could not be read; those of before, if there are any, are still shown. */
  readonly phase: 'loading' | 'ready' | 'failed';
  /** What failed. */
  readonly problem?: string;
  readonly byName: ReadonlyMap<string, FlagRecord>;
}

/** All flags, by name. */
export const flagStore: Store<FlagsState> = new Store<FlagsState>({ phase: 'loading', byName: new Map() });

/** Reads all flags; resolves with the id of the event to go on after. Rejects when they can't be read. */
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

/** Forgets all flags: whoever comes next may not see them. */
export function forgetFlags(): void {
  flagStore.set({ phase: 'loading', byName: new Map() });
}

/** Takes in flags as they are now, `null` for one that is gone, all in one step. */
export function putFlags(changes: Iterable<readonly [name: string, record: FlagRecord | null]>): void {
  const byName = new Map(flagStore.value.byName);
  for (const [name, record] of changes) {
    if (record === null) byName.delete(name);
    else byName.set(name, record);
  }
  flagStore.set({ ...flagStore.value, byName });
}

/** Takes in one flag as it is now. */
export function putFlag(record: FlagRecord): void {
  putFlags([[record.name, record]]);
}
