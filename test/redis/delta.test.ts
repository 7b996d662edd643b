import { expect } from 'chai';
import { untilHolds, untilState } from '../support/backend-events.js';
import { clientKinds } from '../support/redis-clients.js';
import { allHold, openReplicas, settled } from '../support/redis-replicas.js';
import { RedisSuite } from '../support/redis-suite.js';
import { eventually } from '../support/until.js';

for (const kind of clientKinds) {
  describe(`RedisBackend reads only what changed, over ${kind.name}`, () => {
    const redis = new RedisSuite();

    const comparisons = async (): Promise<number> =>
      Number(await redis.cli('HGET', '{feature_flags}:rev', 'compared'));

    /** Resolves once what was changed has been looked for by a second process too. */
    const lookedOnceMore = (): Promise<unknown> =>
      eventually('somebody looked once more', async () => {
        return (await redis.cli('HGET', '{feature_flags}:rev', 'alone')) === '0';
      });

    /** Does `work` and counts how often the flags were read whole until all is over; a comparison does so, too. */
    async function wholeReads(work: () => Promise<unknown>): Promise<number> {
      await redis.cli('CONFIG', 'RESETSTAT');
      await work();
      await lookedOnceMore();
      await settled(redis);
      const stats = await redis.cli('INFO', 'commandstats');
      return Number(/cmdstat_hgetall:calls=(\d+)/.exec(stats)?.[1] ?? 0);
    }

    it('compares once for a raw HSET and once more when all is calm, and never reads all flags again', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on', 'b', '25%');
      const replicas = await openReplicas(redis, kind);
      const before = await comparisons();
      const reads = await wholeReads(async () => {
        await redis.cli('HSET', 'feature_flags', 'a', 'off');
        await allHold(replicas, { a: 'off', b: '25%' });
      });
      expect(await comparisons()).to.equal(before + 1);
      expect(reads).to.equal(2);
    });

    it('finds a flag that is gone in the shadow, and never reads all flags again', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on', 'b', '25%');
      const replicas = await openReplicas(redis, kind);
      const reads = await wholeReads(async () => {
        await redis.cli('HDEL', 'feature_flags', 'a');
        await allHold(replicas, { b: '25%' });
      });
      expect(reads).to.equal(3);
    });

    it('compares only once all is calm after writes through Halyard', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const [one, two, ...others] = await openReplicas(redis, kind);
      const replicas = [one!, two!, ...others];
      const before = await comparisons();
      const reads = await wholeReads(async () => {
        await one!.set('a', '50%');
        await allHold(replicas, { a: '50%' });
        await lookedOnceMore();
        await two!.set('b', true);
        await allHold(replicas, { a: '50%', b: 'on' });
        await lookedOnceMore();
        await one!.delete('a');
        await allHold(replicas, { b: 'on' });
        await lookedOnceMore();
        await two!.delete('nothing');
        await one!.set('c', true);
        await allHold(replicas, { b: 'on', c: 'on' });
      });
      expect(await comparisons()).to.equal(before);
      expect(reads).to.equal(4);
    });

    it('sees a MULTI of a thousand changes at once, by one comparison', async () => {
      const replicas = await openReplicas(redis, kind);
      const names = Array.from({ length: 1000 }, (_, i) => `flag_${i}`);
      const sizes = new Set<number>();
      for (const replica of replicas) replica.subscribe(() => sizes.add(replica.snapshot.flags.size));
      const reads = await wholeReads(async () => {
        await redis.server.lines('MULTI', ...names.map((name) => `HSET feature_flags ${name} on`), 'EXEC');
        await allHold(replicas, Object.fromEntries(names.map((name) => [name, 'on'])));
      });
      expect([...sizes]).to.deep.equal([1000]);
      expect(reads).to.equal(2);
    });

    it('reads all flags when more have changed than are worth telling one by one', async () => {
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

    it('takes the hash becoming something else, and a hash again', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const replicas = await openReplicas(redis, kind);
      await redis.cli('SET', 'feature_flags', 'oops');
      await Promise.all(replicas.map((replica) => untilState(replica, 'stale', /WRONGTYPE/)));
      await redis.server.lines('DEL feature_flags', 'HSET feature_flags a off');
      await allHold(replicas, { a: 'off' });
      await Promise.all(replicas.map((replica) => untilState(replica, 'live')));
    });

    it('finds at the next poll what was pushed to nobody', async () => {
      await redis.server.lines('HSET feature_flags a on', 'SELECT 1', 'HSET feature_flags b on');
      const replicas = [
        await redis.open(kind, { livePollMs: 50 }),
        await redis.open(kind, { livePollMs: 50 }),
      ];
      await redis.cli('SWAPDB', '0', '1');
      await allHold(replicas, { b: 'on' });
    });

    it('finds at the next poll what was changed raw before a write by who did not hear of it', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const polling = { tracking: false, pollMs: 300 };
      const replicas = await openReplicas(redis, kind, polling, { count: 2 });
      await redis.cli('HSET', 'feature_flags', 'a', 'off');
      await replicas[0]!.set('b', true);
      await allHold(replicas, { a: 'off', b: 'on' });
    });

    it('sees a raw change right after somebody came, compared or wrote, and left', async () => {
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

    it('sees a raw change after somebody removed a flag that there was not', async () => {
      const [backend] = await openReplicas(redis, kind, { livePollMs: 3_600_000 }, { count: 1 });
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      await untilHolds(backend!, { a: 'on' });
      await settled(redis);
      await backend!.delete('nothing');
      await redis.cli('HSET', 'feature_flags', 'a', 'off');
      await untilHolds(backend!, { a: 'off' });
      expect(await backend!.history({ name: 'nothing' })).to.deep.equal([]);
    });

    it('follows the hash while Redis is out of memory, and so takes no entry in the log', async () => {
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

    it('hears, live or polling, of what others write and of what was changed raw', async () => {
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
      const backend = await redis.open(kind, { tracking: false, pollMs: 10 });
      await redis.cli('CONFIG', 'RESETSTAT');
      const polls = async (): Promise<number> => {
        const stats = await redis.cli('INFO', 'commandstats');
        return Number(/cmdstat_evalsha:calls=(\d+)/.exec(stats)?.[1] ?? 0);
      };
      while ((await polls()) < 10)
        await untilHolds(backend, Object.fromEntries(fields.map((f) => f.split(' '))));
      const sent = /total_net_output_bytes:(\d+)/.exec(await redis.cli('INFO', 'stats'))?.[1];
      expect(Number(sent) / (await polls())).to.be.below(5000);
    });
  });
}
