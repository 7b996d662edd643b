import type { RedisBackend, RedisBackendOptions } from '@halyard/redis';
import { expect } from 'chai';
import { texts, untilHolds, untilState } from '../support/backend-events.js';
import { type ClientKind, clientKinds, type Login } from '../support/redis-clients.js';
import { RedisSuite } from '../support/redis-suite.js';
import { seededRandom } from '../support/seeded-random.js';
import { until } from '../support/until.js';

const REPLICAS = 5;
const [LOG, SEEN, REV] = ['{feature_flags}:log', '{feature_flags}:seen', '{feature_flags}:rev'] as const;

for (const kind of clientKinds) {
  describe(`RedisBackend reads only what changed, over ${kind.name}`, () => {
    const redis = new RedisSuite();

    /** Replicas that have settled: what their coming was to everybody is over. */
    async function openReplicas(options: RedisBackendOptions = {}, login?: Login): Promise<RedisBackend[]> {
      const replicas: RedisBackend[] = [];
      for (let i = 0; i < REPLICAS; i++) {
        replicas.push(await redis.open(kind, options, login === undefined ? {} : { login }));
      }
      await settled();
      await redis.cli('CONFIG', 'RESETSTAT');
      return replicas;
    }

    /** Resolves once no replica has sent anything for a while: all that a change brings about is over. */
    async function settled(): Promise<void> {
      let last = '';
      let since = performance.now();
      await until('no replica sends anything any more', async () => {
        const now = (await redis.cli('INFO', 'commandstats')).replace(/cmdstat_info.*/, '');
        if (now !== last) since = performance.now();
        last = now;
        return performance.now() - since > 100;
      });
    }

    const allHold = (replicas: readonly RedisBackend[], flags: Readonly<Record<string, string>>) =>
      Promise.all(replicas.map((replica) => untilHolds(replica, flags)));

    const comparisons = async (): Promise<number> => Number(await redis.cli('HGET', REV, 'compared'));

    /** How often the hash was read whole, and how often it and its shadow were compared, which reads both. */
    async function wholeReads(): Promise<number> {
      const stats = await redis.cli('INFO', 'commandstats');
      return Number(/cmdstat_hgetall:calls=(\d+)/.exec(stats)?.[1] ?? 0);
    }

    it('compares once for a raw HSET, and never reads all flags again', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on', 'b', '25%');
      const replicas = await openReplicas();
      const before = await comparisons();
      await redis.cli('HSET', 'feature_flags', 'a', 'off');
      await allHold(replicas, { a: 'off', b: '25%' });
      await settled();
      expect(await comparisons()).to.equal(before + 1);
      expect(await wholeReads()).to.equal(2);
    });

    it('compares nothing for writes through Halyard', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const replicas = await openReplicas();
      const before = await comparisons();
      await replicas[0]!.set('a', '50%');
      await allHold(replicas, { a: '50%' });
      await settled();
      await replicas[1]!.set('b', true);
      await allHold(replicas, { a: '50%', b: 'on' });
      await settled();
      await replicas[2]!.delete('a');
      await allHold(replicas, { b: 'on' });
      await settled();
      expect(await comparisons()).to.equal(before);
      expect(await wholeReads()).to.equal(0);
    });

    it('sees a MULTI of a thousand changes at once', async () => {
      const replicas = await openReplicas();
      const names = Array.from({ length: 1000 }, (_, i) => `flag_${i}`);
      const seen = new Set<number>();
      replicas[0]!.subscribe(() => seen.add(replicas[0]!.snapshot.flags.size));
      await redis.server.lines('MULTI', ...names.map((name) => `HSET feature_flags ${name} on`), 'EXEC');
      await allHold(replicas, Object.fromEntries(names.map((name) => [name, 'on'])));
      expect([...seen].filter((size) => size > 0 && size < 1000)).to.deep.equal([]);
      await settled();
      expect(await wholeReads()).to.equal(2);
    });

    it('reads all flags when more have changed than are worth telling one by one', async () => {
      const replicas = await openReplicas();
      const names = Array.from({ length: 3000 }, (_, i) => `flag_${i}`);
      await redis.server.lines(`HSET feature_flags ${names.map((name) => `${name} on`).join(' ')}`);
      const flags = Object.fromEntries(names.map((name) => [name, 'on']));
      await allHold(replicas, flags);
      await redis.cli('HSET', 'feature_flags', 'flag_7', 'off');
      await allHold(replicas, { ...flags, flag_7: 'off' });
    });

    it('follows the hash through DEL, RENAME, expiry and FLUSHALL', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on', 'b', 'on');
      const replicas = await openReplicas();
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
      const replicas = await openReplicas();
      await redis.cli('SET', 'feature_flags', 'oops');
      await Promise.all(replicas.map((replica) => untilState(replica, 'stale', /WRONGTYPE/)));
      await redis.server.lines('DEL feature_flags', 'HSET feature_flags a off');
      await allHold(replicas, { a: 'off' });
      await Promise.all(replicas.map((replica) => untilState(replica, 'live')));
    });

    const tampering: Readonly<Record<string, readonly string[]>> = {
      'the log trimmed': [`XTRIM ${LOG} MAXLEN 0`],
      'the log deleted': [`DEL ${LOG}`],
      'the log renamed': [`RENAME ${LOG} elsewhere`],
      'an entry taken out of the log': [`XTRIM ${LOG} MAXLEN 1`],
      'an entry put into the log': [`XADD ${LOG} * name a after nonsense`],
      'the log replaced by text': [`SET ${LOG} oops`],
      'the shadow deleted': [`DEL ${SEEN}`],
      'the shadow changed': [`HSET ${SEEN} a nonsense ghost on`],
      'the shadow replaced by text': [`SET ${SEEN} oops`],
      'the revision deleted': [`DEL ${REV}`],
      'the revision set back': [`HSET ${REV} seq 0 compared 0`],
      'the revision replaced by text': [`SET ${REV} oops`],
      'all helper keys deleted': [`DEL ${LOG} ${SEEN} ${REV}`],
    };
    for (const [what, commands] of Object.entries(tampering)) {
      it(`sees raw changes and writes with ${what}`, async () => {
        await redis.cli('HSET', 'feature_flags', 'a', 'on', 'b', 'on');
        const replicas = await openReplicas();
        await replicas[0]!.set('b', '1%');
        await redis.cli('HSET', 'feature_flags', 'b', '2%');
        await allHold(replicas, { a: 'on', b: '2%' });
        await redis.server.lines(...commands);
        await redis.cli('HSET', 'feature_flags', 'a', 'off');
        await allHold(replicas, { a: 'off', b: '2%' });
        await replicas[1]!.set('c', true);
        await allHold(replicas, { a: 'off', b: '2%', c: 'on' });
        await redis.cli('HDEL', 'feature_flags', 'a');
        await allHold(replicas, { b: '2%', c: 'on' });
        await redis.server.lines(...commands);
        await replicas[2]!.set('b', '3%');
        await allHold(replicas, { b: '3%', c: 'on' });
      });
    }

    it('finds at the next poll what was pushed to nobody', async () => {
      await redis.server.lines('HSET feature_flags a on', 'SELECT 1', 'HSET feature_flags b on');
      const replicas = await Promise.all(
        Array.from({ length: REPLICAS }, () => redis.open(kind, { livePollMs: 50 })),
      );
      await redis.cli('SWAPDB', '0', '1');
      await allHold(replicas, { b: 'on' });
    });

    it('sees a raw change right after somebody came, compared and left', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const replicas = await openReplicas();
      await (await redis.open(kind)).close();
      await redis.cli('HSET', 'feature_flags', 'a', 'off');
      await allHold(replicas, { a: 'off' });
      const visitor = await redis.open(kind);
      await visitor.set('b', true);
      await visitor.close();
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      await allHold(replicas, { a: 'on', b: 'on' });
    });

    const rights: Readonly<Record<string, readonly string[]>> = {
      'may not run scripts': ['+@all', '-@scripting', '~*', '&*'],
      'may not use transactions': ['+@all', '-@transaction', '~*', '&*'],
      'may touch only the hash': ['+@all', '~feature_flags', '&*'],
      'may only read': ['+@read', '+@connection', '+@scripting', '+@transaction', '+subscribe', '~*', '&*'],
    };
    for (const [what, rules] of Object.entries(rights)) {
      it(`follows the hash as a user who ${what}, beside one who may do everything`, async () => {
        await redis.cli('ACL', 'SETUSER', 'flags', 'reset', 'on', '>secret', ...rules);
        await redis.cli('HSET', 'feature_flags', 'a', 'on');
        const able = await redis.open(kind);
        const replicas = [...(await openReplicas({}, { username: 'flags', password: 'secret' })), able];
        expect(replicas.map((replica) => replica.status().state)).to.deep.equal(replicas.map(() => 'live'));
        await redis.cli('HSET', 'feature_flags', 'b', 'on');
        await allHold(replicas, { a: 'on', b: 'on' });
        await able.set('a', '50%');
        await allHold(replicas, { a: '50%', b: 'on' });
        await redis.cli('HDEL', 'feature_flags', 'a');
        await allHold(replicas, { b: 'on' });
      });
    }

    it('follows the hash while Redis is out of memory, which takes no entry in the log', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on', 'b', 'on', 'c', 'on');
      const replicas = await openReplicas({ rewatchMs: 50 });
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

    it('equals the hash after bursts of raw and logged writes at once', async function () {
      this.timeout(60_000);
      const replicas = await openReplicas();
      const random = seededRandom(7);
      const any = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
      const names = ['a', 'b', 'c', 'd', '__proto__'];
      const raw = (): string =>
        random() < 0.3
          ? `HDEL feature_flags ${any(names)}`
          : `HSET feature_flags ${any(names)} ${any(['on', 'off', '1%', '2%'])}`;
      const logged = async (): Promise<void> => {
        const replica = any(replicas);
        await (random() < 0.3
          ? replica.delete(any(names))
          : replica.set(any(names), any(['3%', '4%', '5%'])));
      };
      for (let round = 0; round < 60; round++) {
        const commands = (): string[] => Array.from({ length: 1 + Math.floor(random() * 5) }, raw);
        const writes = Array.from({ length: Math.floor(random() * 4) }, logged);
        await Promise.all([redis.server.lines(...commands()), redis.server.lines(...commands()), ...writes]);
        // Past the last write nobody comes to the help of what was missed.
        const flat = (await redis.cli('HGETALL', 'feature_flags')).split('\n');
        const stored = new Map<string, string>();
        for (let i = 0; i + 1 < flat.length; i += 2) stored.set(flat[i]!, flat[i + 1]!);
        try {
          await allHold(replicas, Object.fromEntries(stored));
        } catch (error) {
          throw new Error(`round ${round}`, { cause: error });
        }
      }
    });
  });
}

describe('RedisBackend beside others that poll', () => {
  const redis = new RedisSuite();
  const kinds: readonly ClientKind[] = clientKinds;

  it('hears of what they write, and they of what was changed raw', async () => {
    const options = { tracking: false, pollMs: 20 };
    const backends = [
      await redis.open(kinds[0]!),
      await redis.open(kinds[2]!, options),
      await redis.open(kinds[1]!, options),
    ];
    for (let i = 1; i <= 10; i++) {
      await Promise.all([
        backends[1]!.set('a', `${i}%`),
        redis.cli('HSET', 'feature_flags', 'b', `${i}%`),
        backends[2]!.set('c', `${i}%`),
      ]);
      await Promise.all(
        backends.map((backend) => untilHolds(backend, { a: `${i}%`, b: `${i}%`, c: `${i}%` })),
      );
    }
    expect(texts(backends[0]!)).to.deep.equal({ a: '10%', b: '10%', c: '10%' });
  });

  it('costs a few bytes where nothing changes, however many flags there are', async () => {
    const fields = Array.from({ length: 10_000 }, (_, i) => `flag_${i} on`);
    await redis.server.lines(`HSET feature_flags ${fields.join(' ')}`);
    const backend = await redis.open(kinds[0]!, { tracking: false, pollMs: 10 });
    await redis.cli('CONFIG', 'RESETSTAT');
    const loaded = backend.status().lastLoad!;
    await until('it has polled for a while', () => backend.status().lastLoad! > loaded + 300);
    const sent = /total_net_output_bytes:(\d+)/.exec(await redis.cli('INFO', 'stats'))?.[1];
    expect(Number(sent)).to.be.within(1, 100_000);
  });
});
