import type { FleetUsage } from '@halyard/core';
import { api } from '../api.js';
import { ProblemError } from '../http/problem-error.js';
import { Store } from '../state/observable.js';

/** How often to read it, in milliseconds: processes report some minutes apart. */
const EVERY_MS = 60_000;

/** The use of flags by all processes; `undefined` as long as none is known. */
export const fleetUsage: Store<FleetUsage | undefined> = new Store<FleetUsage | undefined>(undefined);

/** Reads the use of flags now and every minute, while the page is visible. Ends where the server keeps none. */
export async function followUsage(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      if (!document.hidden) fleetUsage.set(await api.usage());
    } catch (error) {
      // Other failures show elsewhere, and the last known use stays.
      if (error instanceof ProblemError && error.status === 501) break;
    }
    await minute(signal);
  }
  if (signal.aborted) fleetUsage.set(undefined);
}

function minute(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = new AbortController();
    const end = (): void => {
      clearTimeout(timer);
      over.abort();
      resolve();
    };
    const timer = setTimeout(end, EVERY_MS);
    signal.addEventListener('abort', end, { signal: over.signal });
    document.addEventListener('visibilitychange', end, { signal: over.signal });
  });
}
