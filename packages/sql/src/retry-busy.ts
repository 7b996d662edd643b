import { setTimeout } from 'node:timers/promises';
import type { Dialect } from './dialects/dialect.js';

/** How long to try again, in milliseconds. */
const RETRY_MS = 3000;
const MAX_PAUSE_MS = 50;

/** Tries again while other transactions are in the way, such as after a deadlock: nothing was stored then. */
export async function retryBusy<T>(
  dialect: Dialect,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  for (const end = performance.now() + RETRY_MS; ;) {
    try {
      return await work();
    } catch (error) {
      if (dialect.trouble(error) !== 'busy' || performance.now() > end) throw error;
    }
    // At random, so that two writers do not meet again.
    await setTimeout(MAX_PAUSE_MS * Math.random(), undefined, { signal });
  }
}
