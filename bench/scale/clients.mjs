// Many event streams in one process: `node clients.mjs <streams> <url of a relay>…`. For the message `{ until }` it answers once
// every stream knows the flip of that number; for `{ report }` with the times at which each stream saw each number.
import { now } from '../flip/clock.mjs';
import { EventStream } from './event-stream.mjs';

const AT_ONCE = 50;
const [, , count, ...urls] = process.argv;
/** The times by number, of all streams. */
let times = new Map();
let awaited;
const streams = [];

function seen(number) {
  if (!times.has(number)) times.set(number, []);
  times.get(number).push(now());
  answer();
}

function answer() {
  if (awaited === undefined || !streams.every((stream) => stream.number >= awaited)) return;
  awaited = undefined;
  process.send({ moves: streams.reduce((sum, { moves }) => sum + moves, 0), at: now() });
}

while (streams.length < Number(count)) {
  const next = Array.from(
    { length: Math.min(AT_ONCE, Number(count) - streams.length) },
    (_, i) => new EventStream(urls, streams.length + i, seen),
  );
  streams.push(...next);
  await Promise.all(next.map((stream) => stream.open()));
}

process.on('message', ({ until }) => {
  if (until === undefined) {
    process.send({ times });
    times = new Map();
    return;
  }
  awaited = until;
  answer();
});
process.send('ready');
