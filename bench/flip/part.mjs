import { createClient } from 'redis';
import { RedisServer } from '../../test/support/redis-server.ts';
import { startChild } from '../support/child.mjs';
import { percentile, ratios, summary } from '../support/statistics.mjs';
import { figure, spread, table } from '../support/table.mjs';
import { manifest } from '../support/version.mjs';
import { countFlips } from './count.mjs';
import { measureFlips } from './series.mjs';
import { FLIPPED, flagTexts, flipText } from './texts.mjs';
import { untilLoaded } from './until-loaded.mjs';

const SIZES = { flags: [10, 1000, 10_000], rounds: 5, flips: 100 };
const FULL = [
  { processes: 1, ...SIZES },
  { processes: 10, ...SIZES },
  { processes: 50, ...SIZES },
  { processes: 50, flags: [1000], rounds: 3, flips: 20, sync: 'plain' },
];
const QUICK = [
  { processes: 2, flags: [10], rounds: 1, flips: 3 },
  { processes: 2, flags: [10], rounds: 1, flips: 3, sync: 'plain' },
];

/** How long a flip by raw HSET takes to be visible in every process of a service. */
export const part = {
  title: 'Flip: from HSET to visible',
  async run({ quick, count, progress }) {
    const redis = await RedisServer.start();
    const writer = createClient({ url: redis.url });
    await writer.connect();
    const services = quick ? QUICK : FULL;
    try {
      const rows = [];
      for (const service of services) {
        const say = (text) => progress(`flip, ${service.processes} processes, ${text}`);
        rows.push(...(await measureService(redis, writer, service, say)));
      }
      const counted = quick || count ? await countFlips(redis, writer, { quick, progress }) : undefined;
      return report(rows, services, await version(writer), counted);
    } finally {
      writer.destroy();
      await redis.stop();
    }
  },
};

async function measureService(redis, writer, { processes, flags, sync = 'announced', ...series }, progress) {
  await writer.del('feature_flags');
  await writer.hSet('feature_flags', FLIPPED, flipText(0));
  const replicas = [];
  try {
    const rows = [];
    for (const count of flags) {
      progress(`${count} flags, loading`);
      await writer.hSet('feature_flags', flagTexts(count - 1));
      while (replicas.length < processes) replicas.push(await startReplica(redis, sync));
      await untilLoaded(replicas, count);
      const writes = {
        flip: (number) => writer.hSet('feature_flags', FLIPPED, flipText(number)),
        floor: (number) => writer.publish('floor', String(number)),
      };
      const delays = await measureFlips(writes, replicas, series, (at) => progress(`${count} flags, ${at}`));
      rows.push({ processes, flags: count, sync, ...delays });
    }
    return rows;
  } finally {
    await Promise.all(replicas.map((replica) => replica.end()));
  }
}

function startReplica({ port }, sync) {
  return startChild(new URL('replica.mjs', import.meta.url), { args: [port, sync], ports: [port] });
}

async function version(writer) {
  const info = await writer.info('server');
  const [, name, number] = /^(redis|valkey)_version:(\S+)/m.exec(info);
  return `${name} ${number}`;
}

function report(rows, services, server, counted) {
  const [{ rounds, flips }] = services;
  const plain = services.at(-1);
  const of = (kind, percent, row) => row.rounds.map((delays) => percentile(delays[kind], percent));
  const percentiles = (kind, row) =>
    [50, 99].map((percent) => figure(summary(of(kind, percent, row)).median));
  const ratio = (row) => summary(ratios(of('flip', 99, row), of('floor', 99, row)));
  const large = rows.find(({ processes, flags }) => processes === 50 && flags === 10_000);
  const held = rows.find(
    ({ processes, flags, sync }) => processes === 50 && flags === 1000 && sync === 'announced',
  );
  return {
    about: `${server}, node-redis ${manifest('redis').version}; medians of ${rounds} rounds of ${flips} flips after a first one, in turn with as many bare PUBLISHes to the same processes; with sync: plain, ${plain.rounds} of ${plain.flips}.`,
    tables: [
      {
        title: 'Milliseconds from the write to the process that reads it',
        note: 'Each flip counts once for each process. The ratio is that of the two p99 of a round. “first” is the slowest process at the first flip after the start, which finds all of them cold.',
        text: table(
          ['processes', 'flags', 'sync', 'first', 'HSET p50', 'p99', 'PUBLISH p50', 'p99', 'ratio', 'spread'],
          rows.map((row) => [
            row.processes,
            figure(row.flags),
            row.sync,
            figure(percentile(row.first, 100)),
            ...percentiles('flip', row),
            ...percentiles('floor', row),
            figure(ratio(row).median),
            spread(ratio(row)),
          ]),
        ),
      },
      ...(counted === undefined ? [] : [counted]),
    ],
    bars: held && [
      {
        what: 'p99 of a flip by HSET in 50 processes, 1,000 flags',
        hold: '≤ 2 × bare PUBLISH',
        measured: figure(ratio(held).median),
        met: ratio(held).median <= 2,
      },
      ...(large === undefined
        ? []
        : [
            {
              what: 'p99 of a flip by HSET in 50 processes, 10,000 flags',
              hold: '≤ 4.5 × bare PUBLISH',
              measured: figure(ratio(large).median),
              met: ratio(large).median <= 4.5,
            },
          ]),
    ],
  };
}
