import { RedisBackend } from '@halyard/redis';
import { expect } from 'chai';
import * as ioredis6 from 'ioredis';
import * as ioredis5 from 'ioredis5';
import * as redis6 from 'redis';
import * as redis5 from 'redis5';

describe('the clients that RedisBackend takes', () => {
  const sentinels = { name: 'main', sentinelRootNodes: [{ host: '127.0.0.1', port: 1 }] };
  const lazy = { lazyConnect: true } as const;

  it('are those of node-redis and ioredis, by their own types', () => {
    const backends = [
      new RedisBackend(redis6.createClient()),
      new RedisBackend(redis6.createCluster({ rootNodes: [] })),
      new RedisBackend(redis6.createSentinel(sentinels)),
      new RedisBackend(redis6.createClientPool()),
      new RedisBackend(redis5.createClient()),
      new RedisBackend(redis5.createCluster({ rootNodes: [] })),
      new RedisBackend(redis5.createSentinel(sentinels)),
      new RedisBackend(redis5.createClientPool()),
      new RedisBackend(new ioredis6.Redis(lazy)),
      new RedisBackend(new ioredis6.Cluster([], lazy)),
      new RedisBackend(new ioredis5.Redis(lazy)),
      new RedisBackend(new ioredis5.Cluster([], lazy)),
      new RedisBackend('redis://127.0.0.1'),
    ];
    expect(backends.map(({ name }) => name)).to.deep.equal(backends.map(() => 'redis'));
  });

  it('include clients with other reply types, modules and options', () => {
    const two = redis6.createClient({ RESP: 2 });
    const buffers = redis6.createClient().withTypeMapping({ [redis6.RESP_TYPES.BLOB_STRING]: Buffer });
    const prefixed = new ioredis6.Redis({ ...lazy, keyPrefix: 'app:' });
    expect([two, buffers, prefixed].map((client) => new RedisBackend(client).name)).to.have.length(3);
  });
});
