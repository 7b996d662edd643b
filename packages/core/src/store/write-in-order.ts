import type { StoreChange } from './flag-store.js';
import { writeInChunks } from './write-in-chunks.js';

const ONE_BY_ONE = { items: 1, size: Infinity, sizeOf: () => 0 };

/**
 * Writes changes one after another, for a store that can't write several flags together. Stops at the first that `write`
 * rejects, or once `signal` aborts. Rejects with that error if nothing was stored before, else with a
 * {@link PartialWriteError} that has it as `cause`.
 */
export function writeInOrder(
  changes: readonly StoreChange[],
  signal: AbortSignal,
  write: (change: StoreChange) => Promise<void>,
): Promise<void> {
  return writeInChunks(changes, ONE_BY_ONE, signal, ([change]) => write(change!));
}
