// Measures the gates of one framework in one process: `node injector.mjs <framework> <blocks> <requests>`. Requests are
// given to the apps without a socket. In each block every app gets as many requests, in random order; sends, by the name
// of the contender, the processor time of a request in each block, in µs.
import { IncomingMessage, ServerResponse } from 'node:http';
import { frameworks } from '../gate/frameworks.mjs';
import { USERS } from '../gate/users.mjs';
import { NAMES } from './names.mjs';

const WARM_UP_BLOCKS = 20;
const [framework, blocks, requests] = [process.argv[2], ...process.argv.slice(3).map(Number)];

// Enough of a socket for a request that has no body and a response that is not sent.
const socket = { remoteAddress: '127.0.0.1', encrypted: false, writable: true, readable: true, on() {} };

const apps = [];
for (const name of NAMES) {
  const { contender } = await import(`../gate/contenders/${name}.mjs`);
  apps.push({ name, handle: await frameworks[framework](await contender.open(framework, {})), costs: [] });
}
// The app without a gate stands for the baseline once more.
apps.push({ name: 'baseline', handle: await frameworks[framework]([]), costs: [] });

for (const app of apps) await assertOpen(app);
for (let block = -WARM_UP_BLOCKS; block < blocks; block++) {
  for (const app of shuffled(apps)) {
    const cost = await costOf(app.handle);
    if (block >= 0) app.costs.push(cost);
  }
}
process.send(Object.fromEntries(apps.map(({ name, costs }) => [name, costs])));

async function costOf(handle) {
  const before = process.cpuUsage();
  for (let i = 0; i < requests; i++) {
    const response = inject(handle, USERS[i % USERS.length]);
    if (!response.done) await response.ended;
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / requests;
}

/** Gives the app one request. A response counts as ended when the app says so: nothing is sent. */
function inject(handle, user) {
  const request = new IncomingMessage(socket);
  request.method = 'GET';
  request.url = '/';
  request.headers = { host: 'localhost', 'x-user': user };
  request.rawHeaders = ['Host', 'localhost', 'X-User', user];
  request.complete = true;
  request.push(null);
  const response = new ServerResponse(request);
  response.done = false;
  response.ended = new Promise((resolve) => {
    response.end = (body) => {
      response.done = true;
      response.body = body;
      resolve();
      return response;
    };
  });
  handle(request, response);
  return response;
}

async function assertOpen({ name, handle }) {
  const response = inject(handle, USERS[0]);
  await response.ended;
  if (response.statusCode === 200 && String(response.body).includes('world')) return;
  throw new Error(`${name} answered ${response.statusCode} ${response.body}`);
}

function shuffled(list) {
  const order = [...list];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(Math.random() * (i + 1));
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order;
}
