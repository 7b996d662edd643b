// One app in a process of its own: `node app.mjs <express|koa> <contender> [redis port]`. Sends the port it listens on,
// and for each message the processor time it has used, in milliseconds.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { frameworks } from './frameworks.mjs';

const [framework, name, redisPort] = process.argv.slice(2);
const { contender } = await import(`./contenders/${name}.mjs`);
const handler = await frameworks[framework](
  await contender.open(framework, { redisPort: Number(redisPort) }),
);
const server = createServer(handler).listen(0, '127.0.0.1');
await once(server, 'listening');

process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send((user + system) / 1000);
});
process.send(server.address().port);
