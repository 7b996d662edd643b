import { startThreadTimer, startTimer } from '../support/timer.mjs';

const nextTurn = () => new Promise((resolve) => setImmediate(resolve));

/**
 * Does `work` and resolves with `block`, the longest time that one turn of the event loop took meanwhile, with `took`, how
 * long the work took until it resolved, with `ran`, for how much of that the process ran, all in ms, and with its `result`. The turns go on for `afterMs`, since a change
 * may have the backend read once more. A turn counts as processor time where that is less: the machine does other things.
 */
export async function longestBlock(work, afterMs = 0) {
  await nextTurn();
  const began = performance.now();
  const running = startTimer();
  let block = 0;
  let end = Infinity;
  let turn = startThreadTimer();
  const watching = (async () => {
    while (performance.now() < end) {
      await nextTurn();
      block = Math.max(block, turn());
      turn = startThreadTimer();
    }
  })();
  const result = await work();
  const took = performance.now() - began;
  const ran = running();
  end = performance.now() + afterMs;
  await watching;
  return { block, took, ran, result };
}
