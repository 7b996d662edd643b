import { writeFileSync } from 'node:fs';
import { makeAdmin } from '@halyard/admin';
import { FeatureFlags, MemoryBackend } from '@halyard/core';
import { FileBackend } from '@halyard/file';
import { RedisBackend } from '@halyard/redis';
import { createClient } from 'redis';
import { flagTexts } from '../flip/texts.mjs';
import { percentile } from '../support/statistics.mjs';
import { startTimer } from '../support/timer.mjs';
import { longestBlock } from './longest-block.mjs';

const quietly = { logger: false, required: true, startTimeoutMs: 120_000 };
/** Files of 100,000 flags take seconds to write. */
const patiently = { loadTimeoutMs: 120_000, writeTimeoutMs: 120_000 };
const [[someFlag]] = flagTexts(1);

/**
 * What is measured, by name; the process ends afterwards. Each resolves with its longest block in ms and how long it took,
 * `{ block, took }`, and with more of these by the names of further rows.
 */
export const operations = {
  async memory({ count, ...writes }) {
    const backend = new MemoryBackend();
    const texts = new Map(flagTexts(count));
    return loaded(async () => {
      await backend.setMany(texts);
      return FeatureFlags.open(backend, quietly);
    }, writes);
  },
  async constructor({ count }) {
    const texts = new Map(flagTexts(count));
    return figures(await longestBlock(() => FeatureFlags.open(new MemoryBackend(texts), quietly)));
  },
  async json({ count, folder, ...writes }) {
    const file = `${folder}/flags.json`;
    writeFileSync(file, JSON.stringify(Object.fromEntries(flagTexts(count).map(valued)), undefined, 2));
    return loaded(() => FeatureFlags.open(new FileBackend(file, patiently), quietly), writes);
  },
  async yaml({ count, folder, ...writes }) {
    const file = `${folder}/flags.yaml`;
    const lines = flagTexts(count).map(([name, text]) => `${name}: ${text === 'on' ? true : text}\n`);
    writeFileSync(file, lines.join(''));
    return loaded(() => FeatureFlags.open(new FileBackend(file, patiently), quietly), writes);
  },
  async redis({ port, ...writes }) {
    // A client of the program's, so that its import does not count.
    const client = createClient({ socket: { host: '127.0.0.1', port } });
    return loaded(() => FeatureFlags.open(new RedisBackend(client), quietly), writes);
  },
  async patterns({ count }) {
    const flags = await FeatureFlags.open(new MemoryBackend(), quietly);
    const $or = Array.from({ length: count }, (_, i) => ({
      a: { $regex: String.fromCodePoint(0x4e00 + i) },
    }));
    return figures(await longestBlock(() => flags.set('patterns', { rules: [{ when: { $or } }] })));
  },
  async bulk({ count }) {
    const flags = await FeatureFlags.open(new MemoryBackend(new Map(flagTexts(count))), quietly);
    const admin = makeAdmin(flags, { authorize: () => ({ actor: 'bench', read: true, write: false }) });
    const ask = async (path) => {
      const body = JSON.stringify({ context: { targetingKey: 'alice', plan: 'pro', age: 30 } });
      const headers = { 'content-type': 'application/json' };
      const request = new Request(`http://localhost/ofrep/v1/evaluate/flags${path}`, {
        method: 'POST',
        headers,
        body,
      });
      const response = await admin.fetch(request);
      if (response.status !== 200) throw new Error(`OFREP answered ${response.status}`);
      await response.arrayBuffer();
    };
    // The first request of a process has Node load what a `Request` is.
    await ask(`/${someFlag}`);
    return figures(await longestBlock(() => ask('')));
  },
  async import({ count }) {
    const flags = await FeatureFlags.open(new MemoryBackend(), quietly);
    const texts = new Map(flagTexts(count));
    return figures(await longestBlock(() => flags.setMany(texts)));
  },
  async flips({ count, flips }) {
    const flags = await FeatureFlags.open(new MemoryBackend(new Map(flagTexts(count))), quietly);
    const names = flagTexts(count).map(([name]) => name);
    const view = flags.at({});
    view.isEnabled(someFlag);
    const added = [];
    const reads = [];
    for (let i = 0; i < flips; i++) {
      added.push(await timeOf(() => flags.set(`added-${i}`, 'on')));
      const name = names[(i * 7919) % count];
      await flags.set(name, i % 2 === 0 ? 'off' : '50%');
      reads.push(await timeOf(() => flags.isEnabled(name)));
      reads.push(await timeOf(() => view.isEnabled(name)));
    }
    return { added: { block: percentile(added, 99) }, reads: { block: Math.max(...reads) } };
  },
};

/**
 * Opens many flags, and then writes one of them so many times: the slowest write counts, with what the backend reads within
 * `afterMs`.
 */
async function loaded(open, { sets: count, afterMs }) {
  const { result: flags, ...load } = await longestBlock(open);
  const sets = [];
  for (let i = 0; i < count; i++) {
    sets.push(await longestBlock(() => flags.set(someFlag, i % 2 === 0 ? 'off' : '50%'), afterMs));
  }
  return { ...load, set: figures(slowest(sets)) };
}

function figures({ block, took, ran }) {
  return { block, took, ran };
}

function slowest(sets) {
  return {
    block: Math.max(...sets.map(({ block }) => block)),
    took: Math.max(...sets.map(({ took }) => took)),
    ran: Math.max(...sets.map(({ ran }) => ran)),
  };
}

function valued([name, text]) {
  if (text === 'on') return [name, true];
  return [name, text.startsWith('{') ? JSON.parse(text) : text];
}

async function timeOf(work) {
  const timer = startTimer();
  await work();
  return timer();
}
