// One process of a service: `node replica.mjs <redis port> <sync>`. It follows the hash with Halyard and the channel
// `floor` with a bare subscription, and notes when it saw which number. For each message it sends what it noted, and
// forgets it.
import { FeatureFlags } from '@halyard/core';
import { RedisBackend } from '@halyard/redis';
import { createClient } from 'redis';
import { now } from './clock.mjs';
import { FLIPPED } from './texts.mjs';

const [, , port, sync] = process.argv;
const socket = { host: '127.0.0.1', port: Number(port) };
const seen = { flip: new Map(), floor: new Map() };

const flags = await FeatureFlags.open(new RedisBackend(createClient({ socket }), { sync }), {
  required: true,
  startTimeoutMs: 120_000,
});
flags.onChange(({ name }) => {
  if (name === FLIPPED) seen.flip.set(flags.getValue(FLIPPED, 0), now());
});

const subscriber = createClient({ socket });
await subscriber.connect();
await subscriber.subscribe('floor', (number) => seen.floor.set(Number(number), now()));

process.on('message', () => {
  process.send({ seen: structuredClone(seen), state: flags.status().state, flags: flags.all().length });
  seen.flip.clear();
  seen.floor.clear();
});
process.send('ready');
