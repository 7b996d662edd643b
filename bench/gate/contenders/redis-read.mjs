import { createClient } from 'redis';
import { gateByHand } from '../frameworks.mjs';

/** No library: the flag is read from Redis for every request. */
export const contender = {
  title: 'await redis.hGet per request',
  package: 'redis',
  async open(framework, { redisPort }) {
    const client = createClient({ socket: { host: '127.0.0.1', port: redisPort } });
    await client.connect();
    await client.hSet('feature_flags', 'open', 'on');
    const ask = async () => (await client.hGet('feature_flags', 'open')) === 'on';
    return [gateByHand(framework, ask, { asynchronous: true })];
  },
};
