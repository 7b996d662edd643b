import { setImmediate } from 'node:timers/promises';

/** So many calls are made before others get their turn, as an app that answers requests would. */
const TURN = 1000;

/** The processor time of a call in the fastest of several batches of `ms`, in µs. The call may answer with a promise. */
export async function fastestCall({ ms, batches }, call) {
  let best = Infinity;
  // The first one warms the code up.
  for (let batch = -1; batch < batches; batch++) {
    const end = performance.now() + ms;
    const before = process.cpuUsage();
    let calls = 0;
    do {
      for (let i = 0; i < TURN; i++) {
        const answer = call();
        if (answer instanceof Promise) await answer;
      }
      calls += TURN;
      await setImmediate();
    } while (performance.now() < end);
    const { user, system } = process.cpuUsage(before);
    if (batch >= 0) best = Math.min(best, (user + system) / calls);
  }
  return best;
}
