import { Store } from '../state/observable.js';

/** The names of flags with a pending change. */
export const busyFlags: Store<ReadonlySet<string>> = new Store<ReadonlySet<string>>(new Set());

/** Runs `work` with the flag marked as busy. */
export async function whileBusy(name: string, work: () => Promise<void>): Promise<void> {
  busyFlags.set(new Set([...busyFlags.value, name]));
  try {
    await work();
  } finally {
    busyFlags.set(new Set([...busyFlags.value].filter((each) => each !== name)));
  }
}
