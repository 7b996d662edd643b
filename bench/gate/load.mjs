// The load, in a process of its own: `node load.mjs`. For each message `{ port, connections, seconds | requests }` it
// sends what autocannon saw.
import autocannon from 'autocannon';
import { USERS } from './users.mjs';

process.on('message', async ({ port, connections, seconds, requests }) => {
  const result = await autocannon({
    url: `http://127.0.0.1:${port}/`,
    connections,
    // It ends only at a sample.
    sampleInt: 50,
    ...(requests === undefined ? { duration: seconds } : { amount: requests }),
    requests: USERS.map((user) => ({ headers: { 'x-user': user } })),
  });
  process.send({
    requests: result.requests.total,
    seconds: result.duration,
    p99: result.latency.p99,
    failed: result.non2xx + result.errors + result.timeouts,
  });
});
process.send('ready');
