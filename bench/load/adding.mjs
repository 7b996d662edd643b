// What a flag more costs when many exist: `node adding.mjs <flags> <added>`. Sends `{ plain, requiring }`, the times of
// the single writes in milliseconds, and `imported`, those of all flags that were there before, written one by one.
import { FeatureFlags, MemoryBackend } from '@halyard/core';

const [count, added] = process.argv.slice(2).map(Number);
const backend = new MemoryBackend();
const flags = await FeatureFlags.open(backend);

const nameOf = (i) => `feature-${i}-of-the-shop`;

/** Each flag requires the one at half its place: a tree, 14 flags deep with 20,000. */
const definitionOf = (i) => (i === 0 ? true : { requires: [nameOf(i >> 1)] });

const start = performance.now();
for (let i = 0; i < count; i++) await flags.set(nameOf(i), definitionOf(i));
const imported = performance.now() - start;

const plain = [];
const requiring = [];
for (let i = count; i < count + added; i++) {
  plain.push(await timeOf(`plain-${i}`, true));
  requiring.push(await timeOf(nameOf(i), definitionOf(i)));
}
process.send({ plain, requiring, imported });
await flags.close();

/** From the write to the first answer, since a reader may put off its part of the work until it is asked. */
async function timeOf(name, source) {
  const begin = performance.now();
  await backend.set(name, source);
  const answer = flags.isEnabled(name);
  const ms = performance.now() - begin;
  if (!answer) throw new Error(`${name} should be on`);
  return ms;
}
