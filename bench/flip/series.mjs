import { setTimeout as pause } from 'node:timers/promises';
import { now } from './clock.mjs';

const CHUNK = 5;
const QUIET_MS = 300;
let last = 0;

/**
 * Flips a flag with `writes.flip(number)` in `rounds` of `flips`, in turn with as many of each other kind of write, such as
 * bare messages to the same processes (`writes.floor(number)`). Resolves with the milliseconds from each write to each process
 * that saw it, by kind and round by round, and with those of the first flip apart: it finds every process cold. The pause
 * after a write follows what the last ones took, so that one is over before the next begins.
 */
export async function measureFlips(writes, replicas, { rounds, flips }, progress) {
  let gap = 1000;
  // A replica that has just read everything pauses before it reads again.
  await pause(gap);
  const first = await measureChunk(writes, replicas, 1, gap);
  const measured = [];
  for (let round = 1; round <= rounds; round++) {
    const delays = ofEach(writes, () => []);
    for (let done = 0; done < flips; done += CHUNK) {
      progress(`round ${round} of ${rounds}, ${done} of ${flips} flips`);
      const chunk = await measureChunk(writes, replicas, Math.min(CHUNK, flips - done), gap);
      for (const kind of Object.keys(writes)) delays[kind].push(...chunk[kind]);
      gap = Math.min(3000, Math.max(25, 2 * Math.max(...chunk.flip)));
    }
    measured.push(delays);
  }
  return { first: first.flip, rounds: measured };
}

async function measureChunk(writes, replicas, flips, gap) {
  const sent = ofEach(writes, () => new Map());
  for (const [kind, write] of Object.entries(writes)) {
    for (let number = last + 1; number <= last + flips; number++) {
      sent[kind].set(number, now());
      await write(number);
      await pause(gap);
    }
    // The floor is that of processes which have nothing else to do, such as looking once more after a flip.
    await pause(QUIET_MS);
  }
  last += flips;
  const reports = await seenBy(replicas, Object.keys(writes));
  return ofEach(writes, (kind) =>
    reports.flatMap((seen) => [...sent[kind]].map(([each, at]) => delay(seen[kind], each, at))),
  );
}

function ofEach(writes, make) {
  return Object.fromEntries(Object.keys(writes).map((kind) => [kind, make(kind)]));
}

/** What each replica saw, once all have seen the last number; a flip overtaken by the next counts as seen with it. */
async function seenBy(replicas, kinds) {
  const all = replicas.map(() => Object.fromEntries(kinds.map((kind) => [kind, new Map()])));
  for (let tries = 0; tries < 100; tries++) {
    const reports = await Promise.all(replicas.map((replica) => replica.ask('report')));
    reports.forEach(({ seen }, i) => {
      for (const kind of kinds) for (const [each, at] of seen[kind]) all[i][kind].set(each, at);
    });
    if (all.every((seen) => kinds.every((kind) => seen[kind].has(last)))) return all;
    await pause(100);
  }
  throw new Error(`flip ${last} was not seen everywhere within 10 s`);
}

function delay(seen, number, sent) {
  for (let each = number; ; each++) if (seen.has(each)) return seen.get(each) - sent;
}
