// One process that follows a hash: `node counting-replica.mjs <redis port> <key>`. For each message, the hash's flags as
// pairs of name and text, it sends the names of those that it does not have so within 10 s.
import { setTimeout as pause } from 'node:timers/promises';
import { FeatureFlags } from '@halyard/core';
import { RedisBackend } from '@halyard/redis';
import { createClient } from 'redis';

const [port, key] = process.argv.slice(2);
const client = createClient({ socket: { host: '127.0.0.1', port: Number(port) } });
const flags = await FeatureFlags.open(new RedisBackend(client, { key }), {
  required: true,
  startTimeoutMs: 60_000,
});

process.on('message', async (expected) => {
  const texts = new Map(expected);
  const end = performance.now() + 10_000;
  let wrong = differences(texts);
  while (wrong.length > 0 && performance.now() < end) {
    await pause(5);
    wrong = differences(texts);
  }
  process.send(wrong);
});
process.send('ready');

function differences(texts) {
  const own = new Map(flags.all().map(({ name, text }) => [name, text]));
  const names = new Set([...texts.keys(), ...own.keys()]);
  return [...names].filter((name) => own.get(name) !== texts.get(name));
}
