const MIN_BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 5000;

/** How long to wait after so many failures in a row, in milliseconds; random, so that clients spread out. */
export function backoffMs(failures: number): number {
  const longest = Math.min(MAX_BACKOFF_MS, MIN_BACKOFF_MS * 2 ** failures);
  return longest * (0.5 + 0.5 * Math.random());
}

/** Resolves after `ms`, or as soon as `stop` aborts. Never keeps the process alive. */
export function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      stop.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    timer.unref();
    stop.addEventListener('abort', end);
  });
}
