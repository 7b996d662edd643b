import { RedisBackend } from '@halyard/redis';
import { createClient } from 'redis';
import { RedisServer } from '../../test/support/redis-server.ts';
import { FLIPPED, flagTexts, flipText } from '../flip/texts.mjs';

const WARM_UP = 10;

/**
 * The microseconds of the server's commands for one flip, by raw HSET and through Halyard, and the longest command, with one
 * process that watches.
 */
export async function measureScripts({ flags, flips }, progress) {
  const redis = await RedisServer.start();
  const client = createClient({ url: redis.url });
  await client.connect();
  const rows = [];
  try {
    for (const count of flags) {
      progress(`server-cost, scripts, ${count} flags`);
      await client.flushAll();
      await client.hSet('feature_flags', flagTexts(count - 1));
      await client.hSet('feature_flags', FLIPPED, flipText(0));
      rows.push({ flags: count, ...(await measureBackend(client, flips)) });
    }
    return rows;
  } finally {
    client.destroy();
    await redis.stop();
  }
}

async function measureBackend(client, flips) {
  const backend = new RedisBackend(client);
  await backend.open();
  try {
    await client.configSet('slowlog-log-slower-than', '100');
    await client.configSet('slowlog-max-len', '100000');
    await client.sendCommand(['SLOWLOG', 'RESET']);
    const raw = await perFlip(client, ['evalsha', 'hgetall', 'hmget', 'hlen'], flips, async (number) => {
      const seen = untilSeen(backend, flipText(number));
      await client.hSet('feature_flags', FLIPPED, flipText(number));
      await seen;
    });
    const set = await perFlip(client, ['eval', 'hgetall', 'hmget', 'hlen'], flips, (number) =>
      backend.set(FLIPPED, flipText(number)),
    );
    return { raw, set, longest: await longestCommand(client) };
  } finally {
    await backend.close();
  }
}

async function longestCommand(client) {
  const log = await client.sendCommand(['SLOWLOG', 'GET', '-1']);
  return Math.max(0, ...log.map(([, , microseconds]) => Number(microseconds)));
}

async function perFlip(client, commands, flips, flip) {
  for (let number = -WARM_UP; number < 0; number++) await flip(number);
  await client.configResetStat();
  for (let number = 1; number <= flips; number++) await flip(number);
  const stats = await client.info('commandstats');
  const microseconds = (command) =>
    Number(new RegExp(`^cmdstat_${command}:calls=\\d+,usec=(\\d+)`, 'm').exec(stats)?.[1] ?? 0);
  return commands.reduce((sum, command) => sum + microseconds(command), 0) / flips;
}

function untilSeen(backend, text) {
  return new Promise((resolve) => {
    const stop = backend.subscribe(() => {
      if (backend.snapshot.get(FLIPPED)?.text !== text) return;
      stop();
      resolve();
    });
  });
}
