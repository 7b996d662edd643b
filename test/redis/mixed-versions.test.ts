import { expect } from 'chai';
import { untilState } from '../support/backend-events.js';
import { clientKinds } from '../support/redis-clients.js';
import { allHold, openReplicas } from '../support/redis-replicas.js';
import { RedisSuite } from '../support/redis-suite.js';
import { until } from '../support/until.js';

const HELPERS = ['shadow', 'sync', 'changes', 'times', 'before'].map((name) => `{feature_flags}:${name}`);
const SYNC = '{feature_flags}:sync';

for (const kind of clientKinds.filter(({ name }) => name.endsWith('6'))) {
  describe(`RedisBackend beside a later version of the protocol, over ${kind.name}`, () => {
    const redis = new RedisSuite();

    /** What the helper keys hold. */
    async function helpers(): Promise<readonly string[]> {
      return Promise.all(HELPERS.map((name) => redis.cli('DUMP', name)));
    }

    it('follows the hash plainly and touches no helper key', async () => {
      await redis.server.lines(`HSET ${SYNC} version 2 layout other`, 'HSET feature_flags a on');
      const before = await helpers();
      const replicas = await openReplicas(redis, kind);
      expect(replicas.map((replica) => replica.status().state)).to.deep.equal(replicas.map(() => 'live'));
      await redis.cli('HSET', 'feature_flags', 'a', 'off');
      await allHold(replicas, { a: 'off' });
      await replicas[0]!.set('b', true);
      await replicas[2]!.refresh();
      await redis.cli('HDEL', 'feature_flags', 'b');
      await allHold(replicas, { a: 'off' });
      expect(await helpers()).to.deep.equal(before);
    });

    it('loses nothing when the later version takes over the helper keys', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const replicas = await openReplicas(redis, kind, { livePollMs: 3_600_000 });
      // An upgraded process makes the keys its own, and writes to the hash.
      await redis.server.lines(`HSET ${SYNC} version 2`, 'HSET feature_flags a off');
      await allHold(replicas, { a: 'off' });
      const before = await helpers();
      for (const text of ['1%', '2%']) {
        await redis.cli('HSET', 'feature_flags', 'a', text, 'b', 'raw');
        await allHold(replicas, { a: text, b: 'raw' });
        await replicas[3]!.set('b', text);
        await allHold(replicas, { a: text, b: text });
      }
      await Promise.all(replicas.map((replica) => untilState(replica, 'live')));
      expect(await helpers()).to.deep.equal(before);
    });

    it('announces again once the helper keys are its own', async () => {
      await redis.server.lines(`HSET ${SYNC} version 2`, 'HSET feature_flags a on');
      const options = { livePollMs: 100, rewatchMs: 100 };
      const replicas = [await redis.open(kind, options), await redis.open(kind, options)];
      await redis.cli('DEL', SYNC);
      await allHold(replicas, { a: 'on' });
      await redis.cli('HSET', 'feature_flags', 'a', 'off');
      await allHold(replicas, { a: 'off' });
      await until('the keys are made anew', async () => (await redis.cli('HGET', SYNC, 'version')) === '1');
      await replicas[0]!.set('a', '1%');
      await allHold(replicas, { a: '1%' });
      const [latest] = await replicas[0]!.history!({ name: 'a' });
      expect(latest).to.have.property('after', '1%');
    });
  });
}
