import { RedisBackend } from '@halyard/redis';
import { expect } from 'chai';
import { Redis as Redis6 } from 'ioredis';
import { Redis as Redis5 } from 'ioredis5';
import { untilHolds, untilState } from '../support/backend-events.js';
import { RedisCluster } from '../support/redis-cluster.js';
import { type Address, type ClientInUse, clientKinds } from '../support/redis-clients.js';
import { RedisSentinels } from '../support/redis-sentinel.js';
import { eventually, until } from '../support/until.js';

const LINK = 'halyard:feature_flags';

describe('RedisBackend on a Redis Cluster', () => {
  let cluster: RedisCluster;
  before(async function () {
    this.timeout(30_000);
    cluster = await RedisCluster.start();
  });
  after(() => cluster.stop());

  const noConnectionIsLeft = (): Promise<unknown> =>
    eventually(
      'no connection is left',
      async () => {
        const clients = await Promise.all(cluster.servers.map((server) => server.clients()));
        return clients.flat().every((info) => info.get('flags') !== 'N' && info.get('name') !== LINK);
      },
      8000,
    );

  for (const kind of clientKinds) {
    it(`reads, follows and writes the key where it is, over ${kind.name}`, async () => {
      const owner = await cluster.owner('feature_flags');
      await owner.cli('DEL', 'feature_flags');
      await owner.cli('HSET', 'feature_flags', 'a', 'on');
      const { client, end } = await kind.cluster([cluster.masters[0]!.address]);
      const backend = new RedisBackend(client);
      try {
        await backend.open();
        expect(backend.status()).to.include({ state: 'live', flags: 1 });
        await owner.cli('HSET', 'feature_flags', 'a', 'off');
        await untilHolds(backend, { a: 'off' });
        await backend.set('b', true, { ifVersion: null });
        expect(await owner.cli('HGET', 'feature_flags', 'b')).to.equal('on');
        expect(await owner.cli('XLEN', '{feature_flags}:changes')).not.to.equal('0');
        await owner.cli('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
        await owner.cli('HSET', 'feature_flags', 'a', 'on');
        await untilHolds(backend, { a: 'on', b: 'on' });
      } finally {
        await backend.close();
      }
      // The question where the key is has left nothing behind either.
      end();
      await noConnectionIsLeft();
    });

    it(`closes at any moment while it connects, and leaves no connection, over ${kind.name}`, async () => {
      const { client, end } = await kind.cluster([cluster.masters[0]!.address]);
      for (let turns = 0; turns < 40; turns += 2) {
        const backend = new RedisBackend(client);
        const opened = backend.open();
        for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve));
        await backend.close();
        await opened;
      }
      end();
      await noConnectionIsLeft();
    });
  }
});

describe('RedisBackend on Sentinels', () => {
  let sentinels: RedisSentinels;
  const inUse: (ClientInUse & { readonly backend: RedisBackend })[] = [];
  before(async function () {
    this.timeout(30_000);
    sentinels = await RedisSentinels.start();
  });
  after(async () => {
    await Promise.all(inUse.map(({ backend }) => backend.close()));
    for (const { end } of inUse) end();
    await sentinels.stop();
  });

  type Replicas = { name: string; sentinels: Address[]; role: 'slave'; lazyConnect: true };
  const libraries = {
    'ioredis 6': (replicas: Replicas) => new Redis6({ ...replicas }),
    'ioredis 5': (replicas: Replicas) => new Redis5({ ...replicas }),
  };
  for (const [name, make] of Object.entries(libraries)) {
    it(`is pushed what it reads on a replica, whichever of several that is, over ${name}`, async () => {
      const master = await sentinels.master();
      const addresses = sentinels.sentinels.map(({ address }) => address);
      const client = make({ name: sentinels.name, sentinels: addresses, role: 'slave', lazyConnect: true });
      const backends = Array.from({ length: 8 }, () => new RedisBackend(client));
      try {
        await Promise.all(backends.map((backend) => backend.open()));
        expect(backends.map((backend) => backend.status().state)).to.deep.equal(backends.map(() => 'live'));
        await master.cli('HSET', 'feature_flags', 'a', 'on');
        await Promise.all(backends.map((backend) => untilHolds(backend, { a: 'on' }, 5000)));
      } finally {
        await Promise.all(backends.map((backend) => backend.close()));
        await master.cli('DEL', 'feature_flags');
      }
    });
  }

  it('reads, follows and writes the master, and its successor after a failover', async function () {
    this.timeout(60_000);
    const master = await sentinels.master();
    for (const kind of clientKinds) {
      const made = await kind.sentinel(
        sentinels.name,
        sentinels.sentinels.map(({ address }) => address),
      );
      const backend = new RedisBackend(made.client);
      inUse.push({ ...made, backend });
      await backend.open();
      expect(backend.status(), kind.name).to.include({ state: 'live' });
      await backend.set(kind.name.replace(' ', '_'), true);
    }
    const all = Object.fromEntries(clientKinds.map(({ name }) => [name.replace(' ', '_'), 'on']));
    for (const { backend } of inUse) await untilHolds(backend, all);
    await master.kill();
    const successor = await until(
      'a Sentinel names another master',
      async () => {
        const now = await sentinels.master();
        return now !== master && now;
      },
      20_000,
    );
    await until('it takes writes', () =>
      successor.cli('HSET', 'feature_flags', 'late', 'on').then((s) => s === '1'),
    );
    for (const { backend } of inUse) {
      await untilHolds(backend, { ...all, late: 'on' }, 20_000);
      await untilState(backend, 'live');
    }
    await inUse[0]!.backend.set('late', false);
    for (const { backend } of inUse) await untilHolds(backend, { ...all, late: 'off' });
  });
});
