import { setImmediate } from 'node:timers/promises';

/** For so long work may keep everything else in the process waiting. */
const SLICE_MS = 8;

/** Does all steps at once; returns what the last one returns. */
export function atOnce<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** Does the steps in slices of a few milliseconds, so that everything else in the process gets its turn. */
export async function inSlices<T>(steps: Generator<unknown, T>): Promise<T> {
  for (let began = performance.now(); ;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    if (performance.now() - began < SLICE_MS) continue;
    await setImmediate();
    began = performance.now();
  }
}
