import type { RedisBackend } from '@halyard/redis';
import { expect } from 'chai';
import { untilHolds } from '../support/backend-events.js';
import { clientKinds } from '../support/redis-clients.js';
import { allHold, openReplicas, settled } from '../support/redis-replicas.js';
import { RedisSuite } from '../support/redis-suite.js';

const LOG = '{feature_flags}:log';
const MANY = 30;
/** No poll finds anything: what is not told or asked for is missed. */
const NO_POLL = { livePollMs: 3_600_000 };

for (const kind of clientKinds.filter(({ name }) => /6/.test(name))) {
  describe(`Many replicas of one hash, over ${kind.name}`, () => {
    const redis = new RedisSuite();
    let replicas: RedisBackend[];

    beforeEach(async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      replicas = await openReplicas(redis, kind, NO_POLL, { count: MANY });
      // Nobody knows yet how many there are when the first of them come.
      await redis.cli('HSET', 'feature_flags', 'a', 'off');
      await allHold(replicas, { a: 'off' });
      await settled(redis);
    });

    /** How many scripts were run while `work` was done and until all that it brought about was over. */
    async function scriptsRun(work: () => Promise<unknown>): Promise<number> {
      await redis.cli('CONFIG', 'RESETSTAT');
      await work();
      await settled(redis);
      const stats = await redis.cli('INFO', 'commandstats');
      return [...stats.matchAll(/cmdstat_eval(?:sha)?:calls=(\d+)/g)].reduce(
        (sum, [, n]) => sum + Number(n),
        0,
      );
    }

    it('are told of a raw change, for which but a few of them ask', async () => {
      const scripts = await scriptsRun(async () => {
        await redis.cli('HSET', 'feature_flags', 'a', '25%', 'b', 'on');
        await allHold(replicas, { a: '25%', b: 'on' });
      });
      expect(scripts).to.be.within(1, MANY - 1);
    });

    it('are told of a write through Halyard, for which but a few of them ask', async () => {
      const scripts = await scriptsRun(async () => {
        await replicas[7]!.set('a', '25%');
        await replicas[8]!.delete('b');
        await replicas[9]!.set('c', { description: 'é "quoted" \u{1f6a9}' });
        await allHold(replicas, { a: '25%', c: '{"description":"é \\"quoted\\" 🚩"}' });
      });
      expect(scripts).to.be.within(3, 3 * (MANY - 1));
    });

    it('go on without those of them that are gone, whichever they are', async () => {
      for (let flip = 1; replicas.length > 3; flip++) {
        // Fewer than watch the hash, so that somebody does.
        await Promise.all(replicas.splice(flip % 2 === 0 ? 0 : -3, 3).map((gone) => gone.close()));
        await redis.cli('HSET', 'feature_flags', 'a', `${flip}%`);
        await allHold(replicas, { a: `${flip}%` });
        // Those who take the place of who is gone need a moment to.
        await settled(redis);
      }
    });

    it('find by the poll what nobody watched for', async () => {
      const polling = await openReplicas(redis, kind, { livePollMs: 500 }, { count: 8 });
      for (let flip = 1; polling.length > 1; flip++) {
        const half = polling.length >> 1;
        await Promise.all(
          [...replicas.splice(0, MANY), ...polling.splice(0, half)].map((gone) => gone.close()),
        );
        await redis.cli('HSET', 'feature_flags', 'a', `${flip}%`);
        await allHold(polling, { a: `${flip}%` });
      }
    });

    it('find what is too much to be told', async () => {
      const long = 'x'.repeat(60_000);
      const texts = Object.fromEntries(['b', 'c', 'd', 'e', 'f'].map((name) => [name, `"${name}${long}"`]));
      await redis.server.lines(
        `HSET feature_flags ${Object.entries(texts)
          .flat()
          .map((text) => JSON.stringify(text))
          .join(' ')}`,
      );
      await allHold(replicas, { a: 'off', ...texts });
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      await allHold(replicas, { a: 'on', ...texts });
    });

    it('are not misled by what others publish', async () => {
      const [epoch, seq] = (await redis.cli('HMGET', '{feature_flags}:rev', 'epoch', 'seq')).split('\n');
      const notice = {
        epoch,
        from: Number(seq) + 5,
        to: Number(seq) + 6,
        id: '9-9',
        compared: 1,
        size: 1,
        listeners: 1,
      };
      for (const message of [
        'nonsense',
        'null',
        '{}',
        JSON.stringify({ ...notice, guarded: false, flat: ['a', 'forged'] }),
        JSON.stringify({ ...notice, guarded: false, epoch: 'another database', flat: ['a', 'forged'] }),
        JSON.stringify({ ...notice, guarded: false, from: 'x', flat: [1] }),
      ]) {
        await redis.cli('PUBLISH', LOG, message);
      }
      await settled(redis);
      await allHold(replicas, { a: 'off' });
      await redis.cli('HSET', 'feature_flags', 'a', '1%');
      await allHold(replicas, { a: '1%' });
    });

    it('see what is written by users who may not publish', async () => {
      await redis.cli('ACL', 'SETUSER', 'mute', 'on', '>secret', '~*', '+@all', 'resetchannels');
      const login = { username: 'mute', password: 'secret' };
      const mute = await redis.open(kind, NO_POLL, { login });
      for (const text of ['1%', '2%', '3%']) {
        await mute.set('a', text);
        await allHold(replicas, { a: text });
      }
      await redis.cli('HSET', 'feature_flags', 'a', '4%');
      await allHold([mute, ...replicas], { a: '4%' });
      await replicas[3]!.set('a', '5%');
      await untilHolds(mute, { a: '5%' });
    });

    it('begin anew when the log does', async () => {
      await redis.cli('DEL', '{feature_flags}:rev');
      await redis.cli('HSET', 'feature_flags', 'a', '1%');
      await allHold(replicas, { a: '1%' });
      await redis.cli('HSET', 'feature_flags', 'a', '2%');
      await allHold(replicas, { a: '2%' });
    });

    it('begin anew when the log does, whoever writes at that moment', async () => {
      const send = await redis.connection();
      for (const [i, writer] of replicas.entries()) {
        await Promise.all([
          send('DEL', '{feature_flags}:rev'),
          send('HSET', 'feature_flags', 'a', `${i}%`),
          writer.set('b', `${i}%`),
        ]);
        await allHold(replicas, { a: `${i}%`, b: `${i}%` });
      }
    });
  });
}
