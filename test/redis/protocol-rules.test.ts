import { expect } from 'chai';
import { untilHolds, untilState } from '../support/backend-events.js';
import { clientKinds } from '../support/redis-clients.js';
import { allHold, openReplicas, settled } from '../support/redis-replicas.js';
import { RedisSuite } from '../support/redis-suite.js';
import { until } from '../support/until.js';

const key = (suffix: string): string => `{feature_flags}:${suffix}`;
const [CHANGES, SHADOW, SYNC] = ['changes', 'shadow', 'sync'].map(key) as [string, string, string];
/** No poll finds anything: a change that is not announced is missed. */
const NO_POLL = { livePollMs: 3_600_000 };

for (const kind of clientKinds.filter(({ name }) => name.endsWith('6'))) {
  describe(`The rules of the Redis protocol, over ${kind.name}`, () => {
    const redis = new RedisSuite();

    const field = (name: string): Promise<string> => redis.cli('HGET', SYNC, name);

    it('1, follow: a gap is filled from the log, also one of more entries than are read at once', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const [replica, writer] = await openReplicas(redis, kind, NO_POLL, { count: 2 });
      for (let i = 0; i < 250; i += 50) {
        await Promise.all(Array.from({ length: 50 }, (_, n) => writer!.set('a', `${(i + n) % 100}%`)));
      }
      const stored = await redis.cli('HGET', 'feature_flags', 'a');
      await untilHolds(replica!, { a: stored });
    });

    it('2, start: what was changed while no replica was there is announced before open() resolves', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      await (await redis.open(kind)).close();
      await redis.cli('HSET', 'feature_flags', 'a', 'off', 'b', 'on');
      const number = Number(await field('number'));
      const replica = await redis.open(kind);
      expect(replica.snapshot.get('a')!.text).to.equal('off');
      expect(Number(await field('number'))).to.equal(number + 1);
      expect(await redis.cli('HGETALL', SHADOW)).to.equal(await redis.cli('HGETALL', 'feature_flags'));
    });

    it('4, announce: the shadow is what the hash is, and the log has each message once', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const replicas = await openReplicas(redis, kind, NO_POLL);
      for (const text of ['1%', '2%', '3%']) {
        await redis.cli('HSET', 'feature_flags', 'a', text);
        await allHold(replicas, { a: text });
      }
      await settled(redis);
      expect(await redis.cli('HGET', SHADOW, 'a')).to.equal('3%');
      expect(await redis.cli('XLEN', CHANGES)).to.equal('4');
      expect(await field('number')).to.equal('4');
    });

    it('5, verify: a shadow that was changed to the text that comes next is made anew', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const replicas = await openReplicas(redis, kind, NO_POLL);
      const epoch = await field('epoch');
      await redis.server.lines(`HSET ${SHADOW} a off`, 'HSET feature_flags a off');
      await allHold(replicas, { a: 'off' });
      expect(Number(await field('epoch'))).to.be.greaterThan(Number(epoch));
    });

    it('5, verify: a shadow that lacks a flag is made anew although no flag changes', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on', 'b', 'on');
      const replicas = await openReplicas(redis, kind, { livePollMs: 200 }, { count: 2 });
      const epoch = await field('epoch');
      await redis.cli('HDEL', SHADOW, 'b');
      await until('the shadow is whole', async () => (await redis.cli('HLEN', SHADOW)) === '2');
      expect(Number(await field('epoch'))).to.be.greaterThan(Number(epoch));
      await allHold(replicas, { a: 'on', b: 'on' });
    });

    it('6, slots: three replicas watch, and the poll of another takes the slot of one that is gone', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const replicas = await openReplicas(redis, kind, { livePollMs: 200 });
      const holders = async (): Promise<Set<string>> => {
        const slots = await redis.cli('HMGET', SYNC, 'slot:0', 'slot:1', 'slot:2');
        return new Set(slots.split('\n').map((slot) => slot.split(' ')[0]!));
      };
      const before = await holders();
      expect(before).to.have.property('size', 3);
      await Promise.all(replicas.splice(0, 3).map((gone) => gone.close()));
      await until('others hold the slots', async () => {
        const now = await holders();
        return [...now].filter((holder) => !before.has(holder)).length >= 2;
      });
      await redis.cli('HSET', 'feature_flags', 'a', 'off');
      await allHold(replicas, { a: 'off' });
    });

    it('7, poll: another secret, epoch or head has the replica start over', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const replica = await redis.open(kind, { livePollMs: 50 });
      for (const change of ['secret other', 'epoch 7', `head ${'0'.repeat(40)}`]) {
        await redis.server.lines(`HSET ${SYNC} ${change}`);
        await redis.cli('HSET', 'feature_flags', 'a', 'off');
        await untilHolds(replica, { a: 'off' });
        await replica.set('a', true);
        await untilHolds(replica, { a: 'on' });
      }
    });

    it('8, create: the secret that the replicas know outlives FLUSHALL, and the expiry of the hash is not copied', async () => {
      await redis.server.lines('HSET feature_flags a on', 'PEXPIRE feature_flags 600000');
      const replicas = await openReplicas(redis, kind, NO_POLL);
      expect(await redis.cli('PTTL', SHADOW)).to.equal('-1');
      const secret = await field('secret');
      expect(secret).to.match(/^[0-9a-f]{32}$/);
      await redis.cli('FLUSHALL');
      await allHold(replicas, {});
      await redis.cli('HSET', 'feature_flags', 'a', 'off');
      await allHold(replicas, { a: 'off' });
      expect(await field('secret')).to.equal(secret);
    });

    it('8, create: beside an empty hash no replica makes any helper key', async () => {
      const replicas = await openReplicas(redis, kind, NO_POLL, { count: 2 });
      expect(await redis.cli('KEYS', '*')).to.equal('');
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      await allHold(replicas, { a: 'on' });
      await untilState(replicas[0]!, 'live');
    });

    it('10, write: set() resolves when other replicas have its announcement, in the order of the numbers', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const [one, two] = await openReplicas(redis, kind, NO_POLL, { count: 2 });
      await Promise.all([one!.set('a', '1%'), two!.set('b', '2%'), one!.set('c', '3%')]);
      expect(one!.snapshot.get('c')!.text).to.equal('3%');
      await allHold([one!, two!], { a: '1%', b: '2%', c: '3%' });
      expect((await one!.history!()).map(({ name }) => name).toSorted()).to.deep.equal(['a', 'b', 'c']);
    });

    it('refresh() resolves once what it read in the hash is announced and applied', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const replicas = await openReplicas(redis, kind, NO_POLL);
      const send = await redis.connection();
      for (const [i, replica] of replicas.entries()) {
        await send('HSET', 'feature_flags', 'a', `${i}%`);
        await replica.refresh();
        expect(replica.snapshot.get('a')!.text).to.equal(`${i}%`);
      }
    });
  });
}
