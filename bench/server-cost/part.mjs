import { RedisBackend } from '@halyard/redis';
import { createClient } from 'redis';
import { RedisServer } from '../../test/support/redis-server.ts';
import { startChild } from '../support/child.mjs';
import { figure, table } from '../support/table.mjs';
import { manifest } from '../support/version.mjs';
import { FLIPPED, flagTexts, flipText } from '../flip/texts.mjs';
import { untilLoaded } from '../flip/until-loaded.mjs';
import { measureScripts } from './scripts.mjs';
import { serverUse } from './server-use.mjs';

const FULL = {
  processes: 20,
  // A thousand replicas of 10,000 flags would be more than a machine's memory.
  crowds: [
    { each: 50, flags: 10 },
    { each: 50, flags: 1000 },
    { each: 5, flags: 10_000 },
    { each: 50, flags: 1000, sync: 'plain' },
  ],
  flips: 20,
  idleMs: 15_000,
  scripts: { flags: [100, 1000, 10_000], flips: 100 },
};
const QUICK = {
  processes: 2,
  crowds: [
    { each: 3, flags: 10 },
    { each: 3, flags: 10, sync: 'plain' },
  ],
  flips: 2,
  idleMs: 100,
  scripts: { flags: [10], flips: 2 },
};

/** What a flip costs the Redis server when many replicas follow it. */
export const part = {
  title: 'Server cost: what a flip costs Redis',
  async run({ quick, progress }) {
    const settings = quick ? QUICK : FULL;
    const redis = await RedisServer.start();
    const writer = createClient({ url: redis.url });
    await writer.connect();
    try {
      const rows = [];
      for (const crowd of settings.crowds)
        rows.push(...(await measureCrowd(redis, writer, crowd, settings, progress)));
      return report(rows, await measureScripts(settings.scripts, progress), settings);
    } finally {
      writer.destroy();
      await redis.stop();
    }
  },
};

/** The server's work for flips by raw HSET and for flips through Halyard, for one number of replicas and flags. */
async function measureCrowd(redis, writer, { each, flags, sync = 'announced' }, settings, progress) {
  const { processes } = settings;
  await writer.del('feature_flags');
  await writer.hSet('feature_flags', flagTexts(flags - 1));
  await writer.hSet('feature_flags', FLIPPED, flipText(0));
  const crowds = [];
  const backend = new RedisBackend(writer);
  try {
    for (let i = 0; i < processes; i++) {
      progress(`server-cost, ${flags} flags, starting process ${i + 1} of ${processes}`);
      const args = [redis.port, each, sync];
      crowds.push(await startChild(new URL('crowd.mjs', import.meta.url), { args, ports: [redis.port] }));
    }
    progress(`server-cost, ${flags} flags`);
    await backend.open();
    await untilLoaded(crowds, flags);
    const flips = {
      'raw HSET': (text) => writer.hSet('feature_flags', FLIPPED, text),
      'flags.set': (text) => backend.set(FLIPPED, text),
    };
    const rows = [];
    for (const [how, flip] of Object.entries(flips)) {
      rows.push({
        replicas: processes * each,
        flags,
        sync,
        how,
        ...(await measure(writer, crowds, flip, settings)),
      });
    }
    return rows;
  } finally {
    await backend.close();
    await Promise.all(crowds.map((crowd) => crowd.end()));
  }
}

let number = 0;

async function measure(writer, crowds, flip, { flips, idleMs }) {
  const idle = await serverUse(writer, () => new Promise((resolve) => setTimeout(resolve, idleMs)));
  const busy = await serverUse(writer, async () => {
    for (let i = 0; i < flips; i++) {
      number++;
      const seen = Promise.all(crowds.map((crowd) => crowd.ask({ until: number })));
      await flip(flipText(number));
      await seen;
    }
  });
  // What the replicas' safety net polls meanwhile is no cost of the flip.
  const perFlip = (key) => (busy[key] - (idle[key] / idle.ms) * busy.ms) / flips;
  const perSecond = (key) => (idle[key] / idle.ms) * 1000;
  return {
    flip: { processor: perFlip('processor'), sent: perFlip('sent'), received: perFlip('received') },
    idle: { processor: perSecond('processor'), sent: perSecond('sent') },
    took: busy.ms / flips,
  };
}

function report(rows, scripts, { processes, flips }) {
  const kib = (bytes) => figure(bytes / 1024);
  const header = [
    'replicas',
    'flags',
    'sync',
    'flip by',
    'CPU ms',
    'KiB out',
    'KiB in',
    'until all see it, ms',
    'idle CPU ms/s',
    'idle KiB/s out',
  ];
  return {
    about: `${processes} processes of many replicas, each with a connection of its own; ${flips} flips each; node-redis ${manifest('redis').version}.`,
    tables: [
      {
        title: "The server's work for one flip",
        note: 'Idle is what the same replicas cost a second while nothing changes; it is taken off the flips.',
        text: table(
          header,
          rows.map(({ replicas, flags, sync, how, flip, idle, took }) => [
            figure(replicas),
            figure(flags),
            sync,
            how,
            figure(flip.processor),
            kib(flip.sent),
            kib(flip.received),
            figure(took),
            figure(idle.processor),
            kib(idle.sent),
          ]),
        ),
      },
      {
        title: 'Microseconds of commands for one flip, with one watcher',
        note: 'By INFO commandstats: the script, and the read of the hash that follows the push. The longest command is by SLOWLOG, of all flips.',
        text: table(
          ['flags', 'raw HSET', 'flags.set', 'longest command, ms'],
          scripts.map(({ flags, raw, set, longest }) => [
            figure(flags),
            figure(raw),
            figure(set),
            figure(longest / 1000),
          ]),
        ),
      },
    ],
  };
}
