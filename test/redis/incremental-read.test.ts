import { expect } from 'chai';
import { texts, untilHolds, untilState } from '../support/backend-events.js';
import { clientKinds } from '../support/redis-clients.js';
import { allHold, openReplicas, settled } from '../support/redis-replicas.js';
import { RedisSuite } from '../support/redis-suite.js';
import { until } from '../support/until.js';

for (const kind of clientKinds) {
  describe(`RedisBackend reads only the changes, over ${kind.name}`, () => {
    const redis = new RedisSuite();

    const announcements = async (): Promise<number> =>
      Number(await redis.cli('HGET', '{feature_flags}:sync', 'number'));

    /** Does `work` and counts how often the flags were read whole until all is over. */
    async function wholeReads(work: () => Promise<unknown>): Promise<number> {
      await redis.cli('CONFIG', 'RESETSTAT');
      await work();
      await settled(redis);
      const stats = await redis.cli('INFO', 'commandstats');
      return Number(/cmdstat_hgetall:calls=(\d+)/.exec(stats)?.[1] ?? 0);
    }

    it('announces a raw HSET once, for which only the watchers read the hash', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on', 'b', '25%');
      const replicas = await openReplicas(redis, kind, {}, { count: 8 });
      const before = await announcements();
      const reads = await wholeReads(async () => {
        await redis.cli('HSET', 'feature_flags', 'a', 'off');
        await allHold(replicas, { a: 'off', b: '25%' });
      });
      expect(await announcements()).to.equal(before + 1);
      // Three after the push, and at most three that are due every five seconds.
      expect(reads).to.be.within(1, 6);
    });

    it('announces that a flag is gone', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on', 'b', '25%');
      const replicas = await openReplicas(redis, kind);
      const before = await announcements();
      await redis.cli('HDEL', 'feature_flags', 'a');
      await allHold(replicas, { b: '25%' });
      await settled(redis);
      expect(await announcements()).to.equal(before + 1);
    });

    it('announces each write through Halyard once', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const [one, two, ...others] = await openReplicas(redis, kind);
      const replicas = [one!, two!, ...others];
      const before = await announcements();
      await one!.set('a', '50%');
      await two!.set('b', true);
      await allHold(replicas, { a: '50%', b: 'on' });
      await one!.delete('a');
      await two!.delete('nothing');
      await one!.set('c', true);
      await allHold(replicas, { b: 'on', c: 'on' });
      await settled(redis);
      expect(await announcements()).to.equal(before + 4);
    });

    it('sees a MULTI of a thousand changes at once, by one announcement', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const replicas = await openReplicas(redis, kind);
      const names = Array.from({ length: 999 }, (_, i) => `flag_${i}`);
      const sizes = new Set<number>();
      for (const replica of replicas) replica.subscribe(() => sizes.add(replica.snapshot.flags.size));
      const before = await announcements();
      await redis.server.lines('MULTI', ...names.map((name) => `HSET feature_flags ${name} on`), 'EXEC');
      await allHold(replicas, { a: 'on', ...Object.fromEntries(names.map((name) => [name, 'on'])) });
      expect([...sizes]).to.deep.equal([1000]);
      expect(await announcements()).to.equal(before + 1);
    });

    it('does not announce half a transaction because another process writes to one of its flags', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on', 'b', 'on');
      const replicas = await openReplicas(redis, kind);
      const halves: string[] = [];
      for (const replica of replicas) {
        replica.subscribe(() => {
          const { a, b } = texts(replica);
          if ((a === 'off') !== (b !== 'on')) halves.push(`${a} ${b}`);
        });
      }
      const send = await redis.connection();
      await Promise.all([
        send('MULTI'),
        send('HSET', 'feature_flags', 'a', 'off'),
        send('HSET', 'feature_flags', 'b', 'off'),
        send('EXEC'),
        replicas[0]!.set('b', '1%'),
      ]);
      const stored = await redis.cli('HGET', 'feature_flags', 'b');
      await allHold(replicas, { a: 'off', b: stored });
      expect(halves.filter((half) => half !== 'on 1%')).to.deep.equal([]);
    });

    it('announces more changes than one message holds', async () => {
      const replicas = await openReplicas(redis, kind);
      const names = Array.from({ length: 3000 }, (_, i) => `flag_${i}`);
      const flags = Object.fromEntries(names.map((name) => [name, 'on']));
      await redis.server.lines(`HSET feature_flags ${names.map((name) => `${name} on`).join(' ')}`);
      await allHold(replicas, flags);
      await redis.cli('HSET', 'feature_flags', 'flag_7', 'off');
      await allHold(replicas, { ...flags, flag_7: 'off' });
    });

    it('follows the hash through DEL, RENAME, expiry and FLUSHALL', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on', 'b', 'on');
      const replicas = await openReplicas(redis, kind);
      await redis.cli('DEL', 'feature_flags');
      await allHold(replicas, {});
      await redis.cli('HSET', 'prepared', 'b', 'off', 'c', 'on');
      await redis.cli('RENAME', 'prepared', 'feature_flags');
      await allHold(replicas, { b: 'off', c: 'on' });
      await redis.cli('PEXPIRE', 'feature_flags', '1');
      await allHold(replicas, {});
      await redis.cli('HSET', 'feature_flags', 'd', 'on');
      await allHold(replicas, { d: 'on' });
      await redis.cli('FLUSHALL');
      await allHold(replicas, {});
      await redis.cli('HSET', 'feature_flags', 'e', 'on');
      await allHold(replicas, { e: 'on' });
    });

    it('takes the hash becoming something else, and a hash again', async function () {
      this.timeout(30_000);
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const replicas = await openReplicas(redis, kind, { livePollMs: 2000 });
      await redis.cli('SET', 'feature_flags', 'oops');
      await Promise.all(replicas.map((replica) => untilState(replica, 'stale', /WRONGTYPE/)));
      await redis.server.lines('DEL feature_flags', 'HSET feature_flags a off');
      await allHold(replicas, { a: 'off' });
      await Promise.all(replicas.map((replica) => untilState(replica, 'live')));
    });

    it('finds at the next poll what the server does not push', async () => {
      await redis.server.lines('HSET feature_flags a on', 'SELECT 1', 'HSET feature_flags b on');
      const replicas = [
        await redis.open(kind, { livePollMs: 50 }),
        await redis.open(kind, { livePollMs: 50 }),
      ];
      await redis.cli('SWAPDB', '0', '1');
      await allHold(replicas, { b: 'on' });
    });

    it('finds at the next poll what was changed raw before a write of a process that polls', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const polling = { tracking: false, pollMs: 300 };
      const replicas = await openReplicas(redis, kind, polling, { count: 2 });
      await redis.cli('HSET', 'feature_flags', 'a', 'off');
      await replicas[0]!.set('b', true);
      await allHold(replicas, { a: 'off', b: 'on' });
    });

    it('sees a raw change right after another process came, wrote and left', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const replicas = await openReplicas(redis, kind, { livePollMs: 3_600_000 }, { count: 2 });
      await (await redis.open(kind)).close();
      await redis.cli('HSET', 'feature_flags', 'a', 'off');
      await allHold(replicas, { a: 'off' });
      const visitor = await redis.open(kind);
      await visitor.set('b', true);
      await visitor.close();
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      await allHold(replicas, { a: 'on', b: 'on' });
      const last = await redis.open(kind);
      await last.set('c', true);
      await last.close();
      await redis.cli('DEL', 'feature_flags');
      await allHold(replicas, {});
    });

    it('sees a raw change after a flag was removed that there was not', async () => {
      const [backend] = await openReplicas(redis, kind, { livePollMs: 3_600_000 }, { count: 1 });
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      await untilHolds(backend!, { a: 'on' });
      await settled(redis);
      await backend!.delete('nothing');
      await redis.cli('HSET', 'feature_flags', 'a', 'off');
      await untilHolds(backend!, { a: 'off' });
      expect(await backend!.history!({ name: 'nothing' })).to.deep.equal([]);
    });

    it('follows the hash while Redis is out of memory', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on', 'b', 'on', 'c', 'on');
      const replicas = await openReplicas(redis, kind, { rewatchMs: 50 }, { count: 2 });
      await redis.cli('CONFIG', 'SET', 'maxmemory', '1');
      redis.defer(() => redis.cli('CONFIG', 'SET', 'maxmemory', '0'));
      await redis.cli('HDEL', 'feature_flags', 'a');
      await allHold(replicas, { b: 'on', c: 'on' });
      await replicas[0]!.delete('b');
      await allHold(replicas, { c: 'on' });
      await redis.cli('CONFIG', 'SET', 'maxmemory', '0');
      await redis.cli('HSET', 'feature_flags', 'a', 'off');
      await allHold(replicas, { a: 'off', c: 'on' });
    });

    it('sees, live or polling, the writes of others and raw changes', async () => {
      const polling = { tracking: false, pollMs: 20 };
      const backends = [
        await redis.open(kind),
        await redis.open(kind, polling),
        await redis.open(kind, polling),
      ];
      for (let i = 1; i <= 10; i++) {
        await Promise.all([
          backends[0]!.set('a', `${i}%`),
          backends[1]!.set('b', `${i}%`),
          redis.cli('HSET', 'feature_flags', 'c', `${i}%`),
        ]);
        await allHold(backends, { a: `${i}%`, b: `${i}%`, c: `${i}%` });
      }
    });

    it('costs few bytes while nothing changes, however many flags there are', async () => {
      const fields = Array.from({ length: 10_000 }, (_, i) => `flag_${i} on`);
      await redis.server.lines(`HSET feature_flags ${fields.join(' ')}`);
      // Three of them watch, and so read everything every five seconds.
      await openReplicas(redis, kind, { livePollMs: 3_600_000 }, { count: 3 });
      await redis.open(kind, { livePollMs: 10 });
      const polls = async (): Promise<number> => {
        const stats = await redis.cli('INFO', 'commandstats');
        return Number(/cmdstat_evalsha:calls=(\d+)/.exec(stats)?.[1] ?? 0);
      };
      await redis.cli('CONFIG', 'RESETSTAT');
      await until('ten polls', async () => (await polls()) >= 10);
      const reads = /cmdstat_hgetall:calls=(\d+)/.exec(await redis.cli('INFO', 'commandstats'))?.[1];
      expect(Number(reads ?? 0)).to.be.at.most(3);
    });
  });
}
