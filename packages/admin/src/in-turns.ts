/** The time of all long work in one turn of the event loop, in milliseconds. With garbage collection it stays under 20. */
const SHARE_MS = 5;
/** The time after which the next work continues, so that short work does not wait for long work. */
const SLICE_MS = 1;

/** Works for a slice. Returns whether something is left to do. */
type Work = () => boolean;

// One queue for the whole process: the work of many requests must not add up to a long block.
const queue: Work[] = [];
let isScheduled = false;

/**
 * Calls `each` for every item, some milliseconds in each turn of the event loop, so that requests are answered in between.
 * All such work has one share together, since there may be many requests; `inSlices` of core has one for each. Resolves
 * with what a generator returns. Rejects with the reason of `signal` after it was aborted.
 */
export function inTurns<Item, Result>(
  items: Iterable<Item, Result>,
  each: (item: Item) => void,
  signal: AbortSignal,
): Promise<Result> {
  const iterator = items[Symbol.iterator]();
  return new Promise((resolve, reject) => {
    queue.push(() => {
      try {
        signal.throwIfAborted();
        const end = performance.now() + SLICE_MS;
        do {
          const { done, value } = iterator.next();
          if (done === true) {
            resolve(value);
            return false;
          }
          each(value);
        } while (performance.now() < end);
        return true;
      } catch (error) {
        reject(error);
        return false;
      }
    });
    schedule();
  });
}

function schedule(): void {
  if (isScheduled) return;
  isScheduled = true;
  setImmediate(() => {
    isScheduled = false;
    workForShare();
    if (queue.length > 0) schedule();
  });
}

function workForShare(): void {
  const end = performance.now() + SHARE_MS;
  while (queue.length > 0 && performance.now() < end) {
    const work = queue.shift()!;
    if (work()) queue.push(work);
  }
}
