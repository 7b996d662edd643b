import { openSync, readSync } from 'node:fs';

/**
 * Starts; the function that it gives says how many ms passed, or for how many of them the process ran, if these are fewer:
 * other processes must not count.
 */
export function startTimer() {
  const cpu = process.cpuUsage();
  const start = performance.now();
  return () => {
    const passed = performance.now() - start;
    const { user, system } = process.cpuUsage(cpu);
    return Math.min(passed, (user + system) / 1000);
  };
}

const buffer = Buffer.alloc(64);
const file = openOrUndefined(`/proc/self/task/${process.pid}/schedstat`);

/**
 * The same for the thread that runs JavaScript, without those that collect garbage beside it: right to the 4 ms after which
 * Linux takes stock. Elsewhere it is that of the process.
 */
export function startThreadTimer() {
  const timer = startTimer();
  const start = threadTime();
  return () => Math.min(timer(), threadTime() - start);
}

function threadTime() {
  if (file === undefined) return performance.now();
  const length = readSync(file, buffer, 0, buffer.length, 0);
  return Number(buffer.toString('latin1', 0, length).split(' ')[0]) / 1e6;
}

function openOrUndefined(path) {
  try {
    return openSync(path);
  } catch {
    return undefined;
  }
}
