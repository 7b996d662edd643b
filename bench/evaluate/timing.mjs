const now = () => Number(process.hrtime.bigint());

/** How many calls take at least `ms`, found by trying more and more; it warms the code up at the same time. */
export async function callsFor(ms, loop, call, subjects) {
  for (let calls = 1; ; calls *= 2) {
    const start = now();
    await loop(call, subjects, calls);
    const took = (now() - start) / 1e6;
    if (took >= ms) return Math.max(1, Math.round((calls * ms) / took));
  }
}

/** Nanoseconds a call in the fastest of several batches: what else runs on the machine only ever adds time. */
export async function fastest(batches, calls, loop, call, subjects) {
  let best = Infinity;
  for (let batch = 0; batch < batches; batch++) {
    const start = now();
    await loop(call, subjects, calls);
    best = Math.min(best, (now() - start) / calls);
  }
  return best;
}
