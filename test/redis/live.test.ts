import { RedisBackend } from '@halyard/redis';
import { expect } from 'chai';
import { texts, untilHolds } from '../support/backend-events.js';
import { clientKinds } from '../support/redis-clients.js';
import { untilNoClientNamed } from '../support/redis-server.js';
import { RedisSuite } from '../support/redis-suite.js';

const LINK = 'halyard:feature_flags';

for (const kind of clientKinds) {
  describe(`RedisBackend, live, over ${kind.name}`, () => {
    const redis = new RedisSuite();

    it('holds what is in the hash once it is open', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on', 'b', '25%');
      const backend = await redis.open(kind);
      expect(texts(backend)).to.deep.equal({ a: 'on', b: '25%' });
      expect(backend.status()).to.include({ name: 'redis', state: 'live', flags: 2 });
    });

    it('opens on an empty Redis without any flag', async () => {
      const backend = await redis.open(kind);
      expect(backend.status()).to.include({ state: 'live', flags: 0 });
    });

    it('sees a field set, changed and removed by redis-cli', async () => {
      const backend = await redis.open(kind);
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      await untilHolds(backend, { a: 'on' });
      await redis.cli('HSET', 'feature_flags', 'a', 'off', 'b', 'on');
      await untilHolds(backend, { a: 'off', b: 'on' });
      await redis.cli('HDEL', 'feature_flags', 'b');
      await untilHolds(backend, { a: 'off' });
    });

    it('obeys a DEL of the hash, and sees it written anew', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const backend = await redis.open(kind);
      await redis.cli('DEL', 'feature_flags');
      await untilHolds(backend, {});
      await redis.cli('HSET', 'feature_flags', 'b', 'on');
      await untilHolds(backend, { b: 'on' });
    });

    it('sees another hash renamed onto the key', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      await redis.cli('HSET', 'prepared', 'b', 'on');
      const backend = await redis.open(kind);
      await redis.cli('RENAME', 'prepared', 'feature_flags');
      await untilHolds(backend, { b: 'on' });
    });

    it('sees the hash expire', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const backend = await redis.open(kind);
      await redis.cli('PEXPIRE', 'feature_flags', '30');
      await untilHolds(backend, {});
    });

    it('sees FLUSHALL', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const backend = await redis.open(kind);
      await redis.cli('FLUSHALL');
      await untilHolds(backend, {});
    });

    it('sees the databases swapped, at the next poll', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const backend = await redis.open(kind, { livePollMs: 50 });
      await redis.cli('SWAPDB', '0', '1');
      await untilHolds(backend, {});
      await redis.cli('SWAPDB', '0', '1');
      await untilHolds(backend, { a: 'on' });
    });

    it('ends up right after a storm of changes, having read far fewer times than that', async () => {
      const backend = await redis.open(kind);
      await redis.cli('CONFIG', 'RESETSTAT');
      const changes = Array.from({ length: 5000 }, (_, i) => `HSET feature_flags a ${i}% b ${i}`);
      await redis.server.lines(...changes, 'HSET feature_flags a 7% b on');
      await untilHolds(backend, { a: '7%', b: 'on' });
      const reads = /cmdstat_hgetall:calls=(\d+)/.exec(await redis.cli('INFO', 'commandstats'))?.[1];
      expect(Number(reads)).to.be.within(1, 2500);
    });

    it('shows one change to two backends', async () => {
      const backends = [await redis.open(kind), await redis.open(kind)];
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      await Promise.all(backends.map((backend) => untilHolds(backend, { a: 'on' })));
    });

    it('reads the key it is told to', async () => {
      await redis.cli('HSET', 'staging:flags', 'a', 'on');
      await redis.cli('HSET', 'feature_flags', 'b', 'on');
      const backend = await redis.open(kind, { key: 'staging:flags' });
      expect(texts(backend)).to.deep.equal({ a: 'on' });
      expect(backend.name).to.equal('redis(staging:flags)');
    });

    it('polls when it is told not to track, and says so', async () => {
      const backend = await redis.open(kind, { tracking: false, pollMs: 20 });
      expect(backend.status()).to.include({ state: 'polling', reason: 'the option "tracking" is off' });
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      await untilHolds(backend, { a: 'on' });
    });

    it('uses no connection but its own, and leaves none behind', async () => {
      const { client, end } = await kind.connected(redis.server.address);
      redis.defer(end);
      const backend = new RedisBackend(client);
      await backend.open();
      const names = (await redis.server.clients()).map((info) => info.get('name'));
      const own = kind.family === 'node-redis' ? [LINK] : [LINK, LINK];
      expect(names).to.have.members(['', ...own]);
      await backend.close();
      await untilNoClientNamed(redis.server, LINK);
      expect(await redis.server.clients()).to.have.length(1);
    });

    it('ends only subscriptions that it has, since Valkey 8 refuses to end others', async () => {
      await redis.cli('CONFIG', 'RESETSTAT');
      await redis.open(kind);
      const stats = await redis.cli('INFO', 'commandstats');
      // The one with which it asked whether it may announce.
      expect(/cmdstat_unsubscribe:calls=(\d+)/.exec(stats)?.[1]).to.equal('1');
    });

    it('keeps its flags readable when closed', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const backend = await redis.open(kind);
      await backend.close();
      expect(texts(backend)).to.deep.equal({ a: 'on' });
      expect(backend.status()).to.include({ state: 'stale', reason: 'closed' });
    });
  });
}
