import { createClient } from 'redis';
import { RedisServer } from '../../test/support/redis-server.ts';
import { startChild } from '../support/child.mjs';
import { figure, table } from '../support/table.mjs';
import { manifest } from '../support/version.mjs';
import { FLIPPED, flagTexts, flipText } from '../flip/texts.mjs';
import { untilLoaded } from '../flip/until-loaded.mjs';
import { serverUse } from './server-use.mjs';

const FULL = { processes: 20, each: 50, flags: [10, 1000, 10_000], flips: 10, idleMs: 15_000 };
const QUICK = { processes: 2, each: 3, flags: [10], flips: 2, idleMs: 100 };

/** What a flip costs the Redis server when many replicas follow it. */
export const part = {
  title: 'Server cost: what a flip costs Redis',
  async run({ quick, progress }) {
    const settings = quick ? QUICK : FULL;
    const redis = await RedisServer.start();
    const writer = createClient({ url: redis.url });
    await writer.connect();
    await writer.hSet('feature_flags', FLIPPED, flipText(0));
    const crowds = [];
    try {
      for (let i = 0; i < settings.processes; i++) {
        progress(`server-cost, starting process ${i + 1} of ${settings.processes}`);
        const args = [redis.port, settings.each];
        crowds.push(await startChild(new URL('crowd.mjs', import.meta.url), { args, ports: [redis.port] }));
      }
      const rows = [];
      for (const flags of settings.flags) {
        progress(`server-cost, ${flags} flags`);
        await writer.hSet('feature_flags', flagTexts(flags - 1));
        await untilLoaded(crowds, flags);
        rows.push({ flags, ...(await measure(writer, crowds, settings)) });
      }
      return report(rows, settings);
    } finally {
      await Promise.all(crowds.map((crowd) => crowd.end()));
      writer.destroy();
      await redis.stop();
    }
  },
};

let number = 0;

async function measure(writer, crowds, { flips, idleMs }) {
  const idle = await serverUse(writer, () => new Promise((resolve) => setTimeout(resolve, idleMs)));
  const busy = await serverUse(writer, async () => {
    for (let i = 0; i < flips; i++) {
      number++;
      const seen = Promise.all(crowds.map((crowd) => crowd.ask({ until: number })));
      await writer.hSet('feature_flags', FLIPPED, flipText(number));
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

function report(rows, { processes, each, flips }) {
  const kib = (bytes) => figure(bytes / 1024);
  const header = [
    'flags',
    'CPU ms',
    'KiB out',
    'KiB in',
    'until all see it, ms',
    'idle CPU ms/s',
    'idle KiB/s out',
  ];
  return {
    about: `${processes} processes × ${each} replicas, each with a connection; ${flips} flips by raw HSET; node-redis ${manifest('redis').version}.`,
    tables: [
      {
        title: `The server's work for one flip, ${figure(processes * each)} replicas`,
        note: 'Idle is what the same replicas cost a second while nothing changes; it is taken off the flips.',
        text: table(
          header,
          rows.map(({ flags, flip, idle, took }) => [
            figure(flags),
            figure(flip.processor),
            kib(flip.sent),
            kib(flip.received),
            figure(took),
            figure(idle.processor),
            kib(idle.sent),
          ]),
        ),
      },
    ],
  };
}
