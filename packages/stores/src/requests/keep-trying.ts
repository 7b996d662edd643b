import { messageOf } from '@halyard/core/store';
import { backoffMs, pause } from './backoff.js';

/** What becomes of something that is tried again and again. */
export interface TrialListener {
  /** It works. */
  readonly opened: () => void;
  /** It does not work at present, and why. */
  readonly lost: (reason: string) => void;
}

/**
 * Repeats `attempt`, which calls `opened` when it works and lasts as long as it does, until `stop` aborts. Resolves after the
 * first attempt that worked or was reported as lost.
 */
export function keepTrying(
  attempt: (opened: () => void) => Promise<void>,
  listener: TrialListener,
  stop: AbortSignal,
): Promise<void> {
  return new Promise((resolve) => {
    void repeat(attempt, listener, stop, resolve).then(resolve);
  });
}

async function repeat(
  attempt: (opened: () => void) => Promise<void>,
  listener: TrialListener,
  stop: AbortSignal,
  tried: () => void,
): Promise<void> {
  let failures = 0;
  const opened = (): void => {
    failures = 0;
    listener.opened();
    tried();
  };
  while (!stop.aborted) {
    try {
      await attempt(opened);
    } catch (error) {
      if (stop.aborted) return;
      // What worked ends for many reasons, and is tried again at once. Only a vain attempt is reported.
      if (failures++ > 0) {
        listener.lost(messageOf(error));
        tried();
      }
    }
    await pause(backoffMs(failures), stop);
  }
}
