import { expect } from 'chai';
import { texts, untilHolds, untilState } from '../support/backend-events.js';
import { clientKinds } from '../support/redis-clients.js';
import { RedisSuite } from '../support/redis-suite.js';

const login = { username: 'flags', password: 'secret' };

// What docs/redis.md names as enough for reading.
const READER = {
  'node-redis': ['+client|tracking', '+hgetall', '~feature_flags'],
  ioredis: [
    '+client|id',
    '+client|tracking',
    '+subscribe',
    '+hgetall',
    '~feature_flags',
    '&__redis__:invalidate',
  ],
};

for (const kind of clientKinds) {
  describe(`RedisBackend and the rights of its user, over ${kind.name}`, () => {
    const redis = new RedisSuite();
    const allow = (...rules: readonly string[]) =>
      redis.cli('ACL', 'SETUSER', 'flags', 'reset', 'on', '>secret', 'resetchannels', ...rules);

    it('is live with no more than the rights to read', async () => {
      await allow(...READER[kind.family]);
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const backend = await redis.open(kind, {}, { login });
      expect(backend.status()).to.include({ state: 'live', flags: 1 });
      await redis.cli('HSET', 'feature_flags', 'a', 'off');
      await untilHolds(backend, { a: 'off' });
    });

    it('polls with no right but to read the hash', async () => {
      await allow('+hgetall', '~feature_flags');
      const backend = await redis.open(kind, { pollMs: 20 }, { login });
      expect(backend.status()).to.include({ state: 'polling' });
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      await untilHolds(backend, { a: 'on' });
    });

    it('polls and says why when it may not track, and is live once it may', async () => {
      await allow('+@all', '-client|tracking', '~*', '&*');
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const backend = await redis.open(kind, { pollMs: 20, rewatchMs: 50 }, { login });
      expect(backend.status()).to.include({ state: 'polling', flags: 1 });
      expect(backend.status().reason).to.match(
        /polled for, not pushed: Redis answers "NOPERM .*client\|tracking/,
      );
      await redis.cli('HSET', 'feature_flags', 'a', 'off');
      await untilHolds(backend, { a: 'off' });
      await allow('+@all', '~*', '&*');
      await untilState(backend, 'live');
      expect(backend.status()).not.to.have.property('reason');
    });

    it('obeys a DEL while it polls, although it asks for tracking now and then', async () => {
      await allow('+@all', '-client|tracking', '~*', '&*');
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const backend = await redis.open(kind, { pollMs: 10, rewatchMs: 10 }, { login });
      await redis.cli('DEL', 'feature_flags');
      await untilHolds(backend, {});
    });

    it('keeps its flags when it may not read any more, and says so', async () => {
      await allow(...READER[kind.family]);
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const backend = await redis.open(kind, { livePollMs: 20 }, { login });
      await redis.cli('ACL', 'SETUSER', 'flags', '-hgetall');
      await untilState(backend, 'stale', /NOPERM/);
      expect(texts(backend)).to.deep.equal({ a: 'on' });
      await redis.cli('ACL', 'SETUSER', 'flags', '+hgetall');
      await untilState(backend, 'live');
    });

    it('says that the password is wrong, and is live once it is right', async () => {
      await redis.cli('ACL', 'SETUSER', 'flags', 'reset', 'on', '>other', '~*', '&*', '+@all');
      const backend = await redis.open(kind, {}, { login });
      expect(backend.status().state).to.equal('failed');
      expect(backend.status().reason).to.match(/does not accept the credentials.*WRONGPASS/);
      await redis.cli('ACL', 'SETUSER', 'flags', '>secret');
      await untilState(backend, 'live');
    });
  });
}
