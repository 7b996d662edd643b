// A scrape of many flags: `node scrape.mjs scrape <settings as JSON>`. Sends its processor time and its longest block, in ms.
import { prometheus } from '@halyard/telemetry';
import { Registry } from 'prom-client';
import { longestBlock } from '../stalls/longest-block.mjs';
import { openFlags, USERS } from './flags.mjs';

const { flags: count } = JSON.parse(process.argv[3]);
const flags = await openFlags(count, '50%');
for (const name of flags.snapshot.flags.keys()) {
  for (const user of USERS.slice(0, 20)) flags.isEnabled(name, user);
}
const registry = new Registry();
prometheus(flags, registry, { perFlag: true, maxFlags: count });

// The first ones run code that is not compiled yet.
for (let i = 0; i < 5; i++) await registry.metrics();
const { block, ran, result } = await longestBlock(() => registry.metrics());
const series = result.split('\n').filter((line) => line.startsWith('halyard_evaluations_total{')).length;
if (series < 1.4 * count) throw new Error(`the scrape has only ${series} series of evaluations`);
process.send({ block, ran });
