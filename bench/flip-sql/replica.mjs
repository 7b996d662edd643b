// One process of a service: `node replica.mjs <url>`. It follows the table with Halyard and the channel `floor` with a bare
// LISTEN, and notes when it saw which number. For each message it sends what it noted, and forgets it.
import { FeatureFlags } from '@halyard/core';
import { SqlBackend } from '@halyard/sql';
import pg from 'pg';
import { now } from '../flip/clock.mjs';
import { FLIPPED } from '../flip/texts.mjs';

const [, , url] = process.argv;
const seen = { flip: new Map(), floor: new Map() };

const flags = await FeatureFlags.open(new SqlBackend(url), { required: true, startTimeoutMs: 120_000 });
flags.onChange(({ name }) => {
  if (name === FLIPPED) seen.flip.set(flags.getValue(FLIPPED, 0), now());
});

const listener = new pg.Client(url);
await listener.connect();
listener.on('notification', ({ payload }) => seen.floor.set(Number(payload), now()));
await listener.query('LISTEN floor');

process.on('message', () => {
  process.send({ seen: structuredClone(seen), state: flags.status().state, flags: flags.all().length });
  seen.flip.clear();
  seen.floor.clear();
});
process.send('ready');
