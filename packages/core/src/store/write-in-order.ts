import { PartialWriteError } from './partial-write-error.js';
import type { StoreChange } from './flag-store.js';

/**
 * Writes changes one after another, for a store that can't write several flags together. Stops at the first that `write`
 * rejects, or once `signal` aborts. Rejects with that error if nothing was stored before, else with a
 * {@link PartialWriteError} that has it as `cause`.
 */
export async function writeInOrder(
  changes: readonly StoreChange[],
  signal: AbortSignal,
  write: (change: StoreChange) => Promise<void>,
): Promise<void> {
  for (const [index, change] of changes.entries()) {
    try {
      signal.throwIfAborted();
      await write(change);
    } catch (error) {
      if (index === 0) throw error;
      throw new PartialWriteError(
        changes.slice(index).map(({ name }) => name),
        error,
      );
    }
  }
}
