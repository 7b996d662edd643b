/** How long a watcher leaves a push to the watchers in the slots before its own, in milliseconds. */
export function slotDelay(slot: number): number {
  return 20 * slot;
}

const SHARE = 0.1;
const MAX_SAVED_MS = 200;
const MIN_PAUSE_MS = 5;
const MAX_PAUSE_MS = 200;

/**
 * Limits watch reads to a tenth of the time. Time that was not read is saved, up to 200 ms of reading, so that several flips
 * after a calm are each read at once. Times are milliseconds of `performance.now()`.
 */
export class ReadPace {
  /** How much may be read without a pause, at the end of the last read. */
  #savedMs = MAX_SAVED_MS;
  #readAt = -Infinity;

  /** A read began and ended. */
  took(began: number, ended: number): void {
    const saved = Math.min(MAX_SAVED_MS, this.#savedMs + SHARE * (ended - this.#readAt));
    this.#savedMs = Math.max(-SHARE * MAX_PAUSE_MS, saved - (ended - began));
    this.#readAt = ended;
  }

  /** How long to wait before the next read. */
  pause(now: number): number {
    const pause = Math.max(MIN_PAUSE_MS, -this.#savedMs / SHARE);
    return Math.max(0, this.#readAt + pause - now);
  }
}
