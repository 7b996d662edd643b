// A program that opens the backend, reads, closes it and is done: run in a process of its own to see that it ends.
// Arguments: the client library (or `url`), and the port. It prints a line of JSON once open, and closes at a line of input.
import { once } from 'node:events';
import { RedisBackend, type RedisClient } from '@halyard/redis';

const [library = 'url', port = ''] = process.argv.slice(2);
const url = `redis://127.0.0.1:${port}`;

async function source(): Promise<RedisClient | string> {
  if (library === 'node-redis 6') return (await import('redis')).createClient({ url });
  if (library === 'node-redis 5') return (await import('redis5')).createClient({ url });
  if (library === 'ioredis 6') return new (await import('ioredis')).Redis(url, { lazyConnect: true });
  if (library === 'ioredis 5') return new (await import('ioredis5')).Redis(url, { lazyConnect: true });
  return url;
}

const backend = new RedisBackend(await source());
await backend.open();
console.log(JSON.stringify(backend.status()));
await once(process.stdin, 'data');
process.stdin.destroy();
await backend.close();
