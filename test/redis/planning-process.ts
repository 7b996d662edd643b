// A process of its own: follows the hash, and applies what is planned there, until it is killed.
import { FeatureFlags } from '@halyard/core';
import { RedisBackend } from '@halyard/redis';

const [url] = process.argv.slice(2);
await FeatureFlags.open(new RedisBackend(url!), { logger: false });
console.log('follows');
