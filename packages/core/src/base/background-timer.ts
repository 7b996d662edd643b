/**
 * Calls `run` after `ms`, without keeping the process alive for it. In some runtimes timers are numbers, which keep nothing
 * alive.
 */
export function inBackground(run: () => void, ms: number): NodeJS.Timeout {
  const timer = setTimeout(run, ms);
  (timer as Partial<NodeJS.Timeout>).unref?.();
  return timer;
}
