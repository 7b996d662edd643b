// Many replicas in one process: `node crowd.mjs <redis port> <replicas> <sync>`. For the message `{ until }` it answers
// once all of them have the flip of that number; for any other with the state and the flags that they have all reached.
import { RedisBackend } from '@halyard/redis';
import { createClient } from 'redis';
import { FLIPPED, flipText } from '../flip/texts.mjs';

const [, , port, count, sync] = process.argv;
const client = createClient({ socket: { host: '127.0.0.1', port: Number(port) } });
const backends = Array.from({ length: Number(count) }, () => new RedisBackend(client, { sync }));
let waiting = () => {};
for (const backend of backends) backend.subscribe(() => waiting());
await Promise.all(backends.map((backend) => backend.open()));

process.on('message', ({ until }) => {
  if (until === undefined) process.send(reached());
  else answerOnceAllHave(flipText(until));
});
process.send('ready');

function answerOnceAllHave(text) {
  waiting = () => {
    if (!backends.every(({ snapshot }) => snapshot.get(FLIPPED)?.text === text)) return;
    waiting = () => {};
    process.send('seen');
  };
  waiting();
}

function reached() {
  const all = backends.map((backend) => backend.status());
  return {
    state: all.every(({ state }) => state === 'live') ? 'live' : 'not all live',
    flags: Math.min(...all.map(({ flags }) => flags)),
  };
}
