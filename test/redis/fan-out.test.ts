import type { RedisBackend } from '@halyard/redis';
import { expect } from 'chai';
import { untilHolds } from '../support/backend-events.js';
import { clientKinds } from '../support/redis-clients.js';
import { allHold, openReplicas, settled } from '../support/redis-replicas.js';
import { RedisSuite } from '../support/redis-suite.js';

const SYNC = '{feature_flags}:sync';
const MANY = 30;
/** No poll finds anything: a change that is not announced is missed. */
const NO_POLL = { livePollMs: 3_600_000 };

for (const kind of clientKinds.filter(({ name }) => /6/.test(name))) {
  describe(`Many replicas of one hash, over ${kind.name}`, () => {
    const redis = new RedisSuite();
    let replicas: RedisBackend[];

    beforeEach(async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      replicas = await openReplicas(redis, kind, NO_POLL, { count: MANY });
      await redis.cli('HSET', 'feature_flags', 'a', 'off');
      await allHold(replicas, { a: 'off' });
      await settled(redis);
    });

    /** How many scripts ran while `work` was done and until its effects were over. */
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

    it('apply the announcement of a raw change, for which only the watchers run scripts', async () => {
      const scripts = await scriptsRun(async () => {
        await redis.cli('HSET', 'feature_flags', 'a', '25%', 'b', 'on');
        await allHold(replicas, { a: '25%', b: 'on' });
      });
      // Up to three watchers announce and confirm.
      expect(scripts).to.be.within(1, 12);
    });

    it('apply the announcement of a write, for which only writer and watchers run scripts', async () => {
      const scripts = await scriptsRun(async () => {
        await replicas[7]!.set('a', '25%');
        await replicas[8]!.delete('b');
        await replicas[9]!.set('c', { description: 'é "quoted" \u{1f6a9}' });
        await allHold(replicas, { a: '25%', c: '{"description":"é \\"quoted\\" 🚩"}' });
      });
      expect(scripts).to.be.within(3, 36);
    });

    it('go on without watchers that are gone, whose slots the polls of others take', async () => {
      const polling = await openReplicas(redis, kind, { livePollMs: 300 }, { count: 8 });
      await Promise.all(replicas.map((gone) => gone.close()));
      for (let flip = 1; polling.length > 1; flip++) {
        await Promise.all(polling.splice(0, polling.length >> 1).map((gone) => gone.close()));
        await redis.cli('HSET', 'feature_flags', 'a', `${flip}%`);
        await allHold(polling, { a: `${flip}%` });
      }
    });

    it('read from the log what is too large to publish', async () => {
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

    it('see the writes of users who may not publish', async () => {
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

    it('start over when the helper keys are gone', async () => {
      await redis.cli('DEL', SYNC);
      await redis.cli('HSET', 'feature_flags', 'a', '1%');
      await allHold(replicas, { a: '1%' });
      await redis.cli('HSET', 'feature_flags', 'a', '2%');
      await allHold(replicas, { a: '2%' });
    });

    it('start over when the helper keys are gone, whichever process writes at that moment', async () => {
      const send = await redis.connection();
      for (const [i, writer] of replicas.entries()) {
        await Promise.all([
          send('DEL', SYNC),
          send('HSET', 'feature_flags', 'a', `${i}%`),
          writer.set('b', `${i}%`),
        ]);
        await allHold(replicas, { a: `${i}%`, b: `${i}%` });
      }
    });
  });
}
