import { withDeadline } from '@halyard/core/store';
import { pause } from '../requests/backoff.js';
import { keepTrying, type TrialListener } from '../requests/keep-trying.js';
import type { ConsulKv, KvState } from './consul-kv.js';
import { TokenBucket } from './token-bucket.js';

/** How long Consul holds a query while nothing changes, in seconds. */
const WAIT_SECONDS = 55;

/** Consul adds up to a sixteenth of the wait. An answer that takes longer does not come any more. */
const ANSWER_MS = WAIT_SECONDS * 1000 * (17 / 16) + 10_000;

/** So many answers at once, and more of them at this pace, in milliseconds: a storm of changes must not become a busy loop. */
const BURST = 5;
const PACE_MS = 200;

/**
 * Gives every state of the keys to `take`, by blocking queries, until `stop` aborts. `isAnew`: the state may be of other data
 * than the one before. Resolves after the first attempt. The rules are those of Consul's documentation ("Blocking Queries",
 * implementation details).
 */
export function followKv(
  kv: ConsulKv,
  take: (state: KvState, isAnew: boolean) => void,
  listener: TrialListener,
  stop: AbortSignal,
): Promise<void> {
  const bucket = new TokenBucket(BURST, PACE_MS);
  const attempt = async (opened: () => void): Promise<void> => {
    // The first query is answered at once, which shows that the connection works again.
    let last: number | undefined;
    while (!stop.aborted) {
      const query = last === undefined ? undefined : { index: last, waitSeconds: WAIT_SECONDS };
      const state = await withDeadline(
        (signal) => kv.read(signal, query),
        ANSWER_MS,
        () => new Error('nothing was received for a while'),
        stop,
      );
      // Without an index that can be used, the next query asks for what is after 1: any change is.
      const { index = 1 } = state;
      const isAnew = last === undefined || index < last;
      take(state, isAnew);
      opened();
      // An index that goes backwards is that of other data, which is read at once.
      last = last !== undefined && isAnew ? undefined : index;
      await pause(bucket.take(), stop);
    }
  };
  return keepTrying(attempt, listener, stop);
}
