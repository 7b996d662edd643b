/** How long a watcher leaves a push to the watchers in the slots before its own, in milliseconds. */
export function slotDelay(slot: number): number {
  return 20 * slot;
}

/** How long to wait after a watch read before the next, so that reads take a tenth of the time at most, in milliseconds. */
export function pauseAfterRead(durationMs: number): number {
  return Math.min(200, Math.max(5, 9 * durationMs));
}
