// One process of a service: `node replica.mjs <url>`. It follows the table with Halyard and the channels `floor` and
// `question` with a bare LISTEN, and notes when it saw which number; for `question` it first reads one flag, the least that a
// follower has to do. For each message it sends what it noted, and forgets it.
import { FeatureFlags } from '@halyard/core';
import { SqlBackend } from '@halyard/sql';
import pg from 'pg';
import { now } from '../flip/clock.mjs';
import { FLIPPED } from '../flip/texts.mjs';

const [, , url] = process.argv;
const seen = { flip: new Map(), floor: new Map(), question: new Map() };

const flags = await FeatureFlags.open(new SqlBackend(url), { required: true, startTimeoutMs: 120_000 });
flags.onChange(({ name }) => {
  if (name === FLIPPED) seen.flip.set(flags.getValue(FLIPPED, 0), now());
});

const listener = new pg.Client(url);
await listener.connect();
const question = {
  name: 'question',
  text: 'SELECT name, text, version FROM feature_flags WHERE name = $1',
  values: [FLIPPED],
};
listener.on('notification', async ({ channel, payload }) => {
  if (channel === 'question') await listener.query(question);
  seen[channel].set(Number(payload), now());
});
await listener.query('LISTEN floor');
await listener.query('LISTEN question');

process.on('message', () => {
  process.send({ seen: structuredClone(seen), state: flags.status().state, flags: flags.all().length });
  for (const each of Object.values(seen)) each.clear();
});
process.send('ready');
