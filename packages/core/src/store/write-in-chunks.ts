import { type ChunkLimits, inChunks } from '../base/in-chunks.js';
import { PartialWriteError } from './partial-write-error.js';
import type { StoreChange } from './flag-store.js';

/**
 * Writes changes chunk after chunk, in order, for a store that takes a limited number at once. Stops at the first chunk that
 * `write` rejects, or once `signal` aborts. Rejects with that error if nothing was stored before, else with a
 * {@link PartialWriteError} that has it as `cause`.
 */
export async function writeInChunks(
  changes: readonly StoreChange[],
  limits: ChunkLimits<StoreChange>,
  signal: AbortSignal,
  write: (chunk: readonly StoreChange[]) => Promise<void>,
): Promise<void> {
  let written = 0;
  for (const chunk of inChunks(changes, limits)) {
    try {
      signal.throwIfAborted();
      await write(chunk);
    } catch (error) {
      if (written === 0) throw error;
      throw new PartialWriteError(
        changes.slice(written).map(({ name }) => name),
        error,
      );
    }
    written += chunk.length;
  }
}
