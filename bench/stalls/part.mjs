import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from 'redis';
import { RedisServer } from '../../test/support/redis-server.ts';
import { flagTexts } from '../flip/texts.mjs';
import { runChild } from '../support/child.mjs';
import { interleaved } from '../support/rounds.mjs';
import { summary } from '../support/statistics.mjs';
import { figure, spread, table } from '../support/table.mjs';

const FULL = {
  rounds: 3,
  counts: [10_000, 100_000],
  imported: 20_000,
  patterns: 2_000,
  writes: { sets: 5, afterMs: 300, flips: 500 },
};
const QUICK = {
  rounds: 1,
  counts: [100],
  imported: 100,
  patterns: 10,
  writes: { sets: 2, afterMs: 10, flips: 10 },
};

const STORES = { memory: 'memory', json: 'a JSON file', yaml: 'a YAML file', redis: 'Redis' };

/** The longest time for which an operation keeps everything else in the process waiting. */
export const part = {
  title: 'Stalls: how long an operation keeps the process waiting',
  async run({ quick, progress }) {
    const settings = quick ? QUICK : FULL;
    const operations = operationsOf(settings);
    const redis = await RedisServer.start();
    const folder = mkdtempSync(join(tmpdir(), 'halyard-bench-'));
    try {
      const measured = await interleaved(
        operations,
        settings.rounds,
        async ({ name, count }) => {
          if (name === 'redis') await fill(redis, count);
          const values = { count, folder, port: redis.port, ...settings.writes };
          return runChild(new URL('operation.mjs', import.meta.url), {
            args: [name, JSON.stringify(values)],
            ports: [redis.port],
          });
        },
        (at) => progress(`stalls, ${at}`),
      );
      return report(operations, measured, settings);
    } finally {
      rmSync(folder, { recursive: true });
      await redis.stop();
    }
  },
};

/** What is measured: the rows that each operation has, and the most that each may take, in ms. */
function operationsOf({ counts, imported, patterns }) {
  const [few] = counts;
  const loads = counts.flatMap((count) =>
    Object.entries(STORES).map(([name, store]) => ({
      name,
      count,
      title: `load from ${store}`,
      rows: [
        { title: `load from ${store}`, bar: 20 },
        { key: 'set', title: `then a set, in ${store}`, bar: 20 },
      ],
    })),
  );
  const single = (name, count, title, bar) => ({ name, count, title, rows: [{ title, bar }] });
  return [
    ...loads,
    single('constructor', few, 'new MemoryBackend(flags)'),
    single('import', imported, 'setMany in memory', 20),
    single('bulk', few, 'bulk evaluation over OFREP', 20),
    single('patterns', patterns, 'set of a flag of so many patterns', 20),
    {
      name: 'flips',
      count: counts.at(-1),
      title: 'flips in memory',
      rows: [
        { key: 'added', title: 'a new flag in memory, 99 of 100', bar: 1 },
        { key: 'reads', title: 'the slowest read after a flip, in memory', bar: 1 },
      ],
    },
  ];
}

async function fill(redis, count) {
  const writer = createClient({ url: redis.url });
  await writer.connect();
  await writer.flushAll();
  for (let texts = flagTexts(count); texts.length > 0;)
    await writer.hSet('feature_flags', texts.splice(0, 5000));
  writer.destroy();
}

function report(operations, measured, { rounds }) {
  const rows = operations.flatMap((operation) =>
    operation.rows.map(({ key, title, bar }) => {
      const results = measured.get(operation).map((result) => (key === undefined ? result : result[key]));
      const [block, took, ran] = ['block', 'took', 'ran'].map((name) => {
        return results[0][name] === undefined ? undefined : summary(results.map((each) => each[name]));
      });
      return { title, bar, count: operation.count, block, took: took?.median, ran: ran?.median };
    }),
  );

  return {
    about: `Medians of ${rounds} rounds, each operation in a new process.`,
    tables: [
      {
        title: 'The longest block',
        note: 'Milliseconds of the longest turn of the event loop while the operation runs, and how long it takes in all. A set is the slowest of several, with what the backend reads after it.',
        text: table(
          ['operation', 'flags', 'block ms', 'spread', 'takes ms'],
          rows.map(({ title, count, block, took }) => [
            title,
            figure(count),
            figure(block.median),
            spread(block),
            figure(took),
          ]),
        ),
      },
    ],
    bars: [
      ...rows.filter(({ bar }) => bar !== undefined).map((row) => barOf(row, row.block.median)),
      // In memory a set waits for nothing.
      ...rows
        .filter(({ title }) => title === `then a set, in ${STORES.memory}`)
        .map((row) => barOf({ ...row, title: `${row.title}, takes`, bar: 2 }, row.ran)),
    ],
  };
}

function barOf({ title, bar, count }, ms) {
  return {
    what: `${title}, ${figure(count)} flags`,
    hold: `≤ ${bar} ms`,
    measured: `${figure(ms)} ms`,
    met: ms <= bar,
  };
}
