import { readFileSync } from 'node:fs';

/** Linux counts processor time in ticks of 10 ms. */
const TICK_MS = 10;

/** The processor time of a process so far, in ms, and its memory in bytes; `undefined` where there is no `/proc`. */
export function processUse(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
    const [, kib] = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
    return { processor: (Number(fields[11]) + Number(fields[12])) * TICK_MS, memory: Number(kib) * 1024 };
  } catch {
    return undefined;
  }
}
