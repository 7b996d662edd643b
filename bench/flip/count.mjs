import { setTimeout as pause } from 'node:timers/promises';
import { startChild } from '../support/child.mjs';
import { figure, table } from '../support/table.mjs';
import { flagTexts, flipText } from './texts.mjs';

const FULL = { processes: 10, flags: 1000, flips: 100_000 };
const QUICK = { processes: 2, flags: 10, flips: 200 };
const KEY = 'counted_flags';

/**
 * Flips random flags in bursts with random pauses and compares, at every checkpoint, each process's whole state with the
 * hash. Resolves with a table that says how many flips were made and how many values never arrived.
 */
export async function countFlips(redis, writer, { quick, progress }) {
  const settings = quick ? QUICK : FULL;
  const texts = new Map(flagTexts(settings.flags));
  await writer.hSet(KEY, [...texts]);
  const replicas = await Promise.all(
    Array.from({ length: settings.processes }, () =>
      startChild(new URL('counting-replica.mjs', import.meta.url), {
        args: [redis.port, KEY],
        ports: [redis.port],
      }),
    ),
  );
  try {
    let checkpoints = 0;
    const missed = new Set();
    for (let done = 0; done < settings.flips;) {
      progress(`flip, ${done} of ${settings.flips} counted`);
      const until = Math.min(settings.flips, done + settings.flips / 100);
      while (done < until) done += await burst(writer, texts, done, until);
      checkpoints++;
      for (const wrong of await compare(replicas, texts)) missed.add(wrong);
    }
    const { processes, flags, flips } = settings;
    return {
      title: 'Flips missed',
      note: `Compared ${checkpoints} times: every flag of every process with the hash, 10 s after the writes at the latest.`,
      text: table(
        ['processes', 'flags', 'flips', 'missed'],
        [[processes, figure(flags), figure(flips), missed.size]],
      ),
    };
  } finally {
    await Promise.all(replicas.map((replica) => replica.end()));
  }
}

/** Writes up to 200 flips at once, some as a deletion, and resolves with how many. */
async function burst(writer, texts, first, limit) {
  const names = [...texts.keys(), 'another'];
  const size = Math.min(limit - first, 1 + Math.floor(Math.random() * 200));
  const writes = [];
  for (let i = 0; i < size; i++) {
    const name = names[Math.floor(Math.random() * names.length)];
    if (texts.has(name) && Math.random() < 0.02) {
      texts.delete(name);
      writes.push(writer.hDel(KEY, name));
    } else {
      texts.set(name, flipText(first + i + 1));
      writes.push(writer.hSet(KEY, name, texts.get(name)));
    }
  }
  await Promise.all(writes);
  await pause(Math.random() * 20);
  return size;
}

/** The flags that some process did not come to have as they are in the hash, each with the number of that process. */
async function compare(replicas, texts) {
  const expected = [...texts];
  const wrong = await Promise.all(replicas.map((replica) => replica.ask(expected)));
  return wrong.flatMap((names, process) => names.map((name) => `${process}: ${name}`));
}
