/** For so long work may keep everything else in the process waiting. */
const SLICE_MS = 5;

/** Does all steps at once; returns what the last one returns. */
export function atOnce<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/**
 * Does the steps in slices of 5 ms, so that everything else in the process gets its turn; resolves with what the last one
 * returns. The first slice is done before this returns: short work does not wait. Rejects with what a step throws.
 */
export async function inSlices<T>(steps: Generator<unknown, T>): Promise<T> {
  for (let began = performance.now(); ;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    if (performance.now() - began < SLICE_MS) continue;
    await nextTurn();
    began = performance.now();
  }
}

/** Resolves once what waits in the event loop had its turn. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    // Not every runtime has it; a timer waits for a millisecond at least.
    if (typeof setImmediate === 'function') setImmediate(resolve);
    else setTimeout(resolve);
  });
}
