import { PerformanceObserver } from 'node:perf_hooks';

const ENOUGH = 24 * 2 ** 20;

/** What Node needs for this: the collector on call, and a young generation that holds more than is allocated here. */
export const allocationOptions = ['--expose-gc', '--max-semi-space-size=128', '--min-semi-space-size=128'];

/**
 * Bytes allocated per call: how far the heap grows over many calls in which nothing is collected. Counts grow until some
 * 24 MiB are allocated or `most` calls are made; a run that met a collection is not counted.
 */
export async function bytesPerCall(loop, call, subjects, most) {
  let result;
  for (let calls = 1; calls <= most; calls *= 4) {
    const { grown, collected } = await growth(() => loop(call, subjects, calls));
    if (collected) break;
    result = grown / calls;
    if (grown > ENOUGH) break;
  }
  // Nothing, but for what the measuring itself leaves behind.
  return result < 0.5 ? 0 : result;
}

async function growth(run) {
  let collections = 0;
  const observer = new PerformanceObserver((list) => (collections += list.getEntries().length));
  globalThis.gc();
  await new Promise(setImmediate);
  observer.observe({ entryTypes: ['gc'] });
  const before = process.memoryUsage().heapUsed;
  await run();
  const grown = process.memoryUsage().heapUsed - before;
  await new Promise(setImmediate);
  collections += observer.takeRecords().length;
  observer.disconnect();
  return { grown, collected: collections > 0 };
}
