import { RedisBackend } from '@halyard/redis';
import { expect } from 'chai';
import { texts, untilHolds } from '../support/backend-events.js';
import { clientKinds } from '../support/redis-clients.js';
import { RedisSuite } from '../support/redis-suite.js';
import { TcpProxy } from '../support/tcp-proxy.js';

const LOG = '{feature_flags}:changes';

for (const kind of clientKinds) {
  describe(`RedisBackend, writing over ${kind.name}`, () => {
    const redis = new RedisSuite();

    /** The payloads of the change log. */
    async function log(): Promise<Record<string, unknown>[]> {
      const send = await redis.connection();
      const entries = (await send('XRANGE', LOG, '-', '+')) as [string, string[]][];
      return entries.map(([, [, payload]]) => JSON.parse(payload!) as Record<string, unknown>);
    }

    /** The changes in the log, without the beginnings of epochs. */
    async function changes(): Promise<Record<string, unknown>[]> {
      return (await log()).filter((message) => message['changes'] !== undefined);
    }

    async function failure(work: Promise<unknown>): Promise<{ code: string; message: string }> {
      try {
        await work;
      } catch (error) {
        return error as { code: string; message: string };
      }
      throw new Error('it was expected to fail, and did not');
    }

    it('stores a flag, and sees it at once', async () => {
      const backend = await redis.open(kind);
      await backend.set('a', true);
      expect(texts(backend)).to.deep.equal({ a: 'on' });
      expect(await redis.cli('HGET', 'feature_flags', 'a')).to.equal('on');
    });

    it('stores a definition as JSON', async () => {
      const backend = await redis.open(kind);
      await backend.set('a', { default: 10, owner: 'ana' });
      expect(JSON.parse(await redis.cli('HGET', 'feature_flags', 'a'))).to.deep.equal({
        default: 10,
        owner: 'ana',
      });
    });

    it('removes a flag, and says whether there was one', async () => {
      const backend = await redis.open(kind);
      await backend.set('a', true);
      expect(await backend.delete('a')).to.equal(true);
      expect(await backend.delete('a')).to.equal(false);
      expect(texts(backend)).to.deep.equal({});
      expect(await redis.cli('EXISTS', 'feature_flags')).to.equal('0');
    });

    it('writes before it was opened', async () => {
      const { client, end } = kind.client(redis.server.address);
      const backend = new RedisBackend(client);
      redis.defer(end);
      redis.defer(() => backend.close());
      await backend.set('a', true);
      expect(await redis.cli('HGET', 'feature_flags', 'a')).to.equal('on');
    });

    it('logs who changed what, when and why', async () => {
      const backend = await redis.open(kind);
      const began = Date.now();
      await backend.set('a', true, { actor: 'ana', comment: 'launch' });
      await backend.set('a', '25%');
      await backend.delete('a', { actor: 'bo' });
      const [first, second, third] = await changes();
      expect(first).to.include({ actor: 'ana', comment: 'launch' });
      expect(first!['changes']).to.deep.equal([['a', 'on']]);
      expect(first!['at']).to.be.within(began - 1000, Date.now() + 1000);
      expect(second!['changes']).to.deep.equal([['a', '25%']]);
      expect(second).not.to.have.any.keys('actor', 'comment');
      expect(third).to.include({ actor: 'bo' });
      expect(third!['changes']).to.deep.equal([['a', false]]);
    });

    it('makes a change anew from what somebody else stored a moment before', async () => {
      const backend = await redis.open(kind, { tracking: false, pollMs: 60_000 });
      await redis.cli('HSET', 'feature_flags', 'a', 'users:ana');
      await backend.set('a', (current) => (current === undefined ? 'users:bo' : `${current.text},bo`));
      expect(await redis.cli('HGET', 'feature_flags', 'a')).to.equal('users:ana,bo');
    });

    it('lets exactly one of two writers have the version that both saw', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const [one, two] = [await redis.open(kind), await redis.open(kind)];
      const ifVersion = one.snapshot.get('a')!.version;
      const outcomes = await Promise.allSettled([
        one.set('a', 'users:ana', { ifVersion }),
        two.set('a', 'users:bo', { ifVersion }),
      ]);
      expect(outcomes.map(({ status }) => status).toSorted()).to.deep.equal(['fulfilled', 'rejected']);
      const lost = outcomes.find((outcome) => outcome.status === 'rejected');
      const stored = await redis.cli('HGET', 'feature_flags', 'a');
      expect(lost?.reason).to.include({ code: 'CONFLICT' });
      expect(lost?.reason).to.have.nested.property('current.text', stored);
      expect(await changes()).to.have.length(1);
    });

    it('creates a flag only if there is none, when asked to', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const backend = await redis.open(kind);
      expect(await failure(backend.set('a', false, { ifVersion: null }))).to.include({ code: 'CONFLICT' });
      await backend.set('b', false, { ifVersion: null });
      expect(texts(backend)).to.deep.equal({ a: 'on', b: 'off' });
    });

    it('fails with the reason, and changes nothing, on a replica', async () => {
      const backend = await redis.open(kind);
      await redis.cli('REPLICAOF', '127.0.0.1', '1');
      redis.defer(() => redis.cli('REPLICAOF', 'NO', 'ONE'));
      const error = await failure(backend.set('a', true));
      expect(error.code).to.equal('STORE_FAILED');
      expect(error.message).to.match(
        /^redis did not store flag "a": Redis answers "READONLY [^"]*replica\.?"$/,
      );
      expect(texts(backend)).to.deep.equal({});
    });

    it('fails with the reason when Redis is out of memory, yet removes', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const backend = await redis.open(kind);
      await redis.cli('CONFIG', 'SET', 'maxmemory', '1');
      redis.defer(() => redis.cli('CONFIG', 'SET', 'maxmemory', '0'));
      expect(await failure(backend.set('a', false)))
        .to.have.property('message')
        .that.matches(/"OOM /);
      expect(texts(backend)).to.deep.equal({ a: 'on' });
      await backend.delete('a');
      expect(texts(backend)).to.deep.equal({});
    });

    it('fails with the reason when the key holds no hash', async () => {
      await redis.cli('SET', 'feature_flags', 'oops');
      const backend = await redis.open(kind);
      const error = await failure(backend.set('a', true));
      expect(error.message).to.match(/did not store flag "a": the key "feature_flags" holds something other/);
    });

    it('says that nothing was stored when Redis can not be reached', async () => {
      const backend = await redis.open(kind);
      await redis.server.kill();
      redis.defer(() => redis.server.restart());
      const first = await failure(backend.set('a', true));
      expect(first.code).to.be.oneOf(['STORE_FAILED', 'UNKNOWN_OUTCOME']);
      const second = await failure(backend.set('a', true));
      expect(second.code).to.equal('STORE_FAILED');
      expect(second.message).to.match(/Redis can't be reached \(.*ECONNREFUSED/);
    });

    it('does not know the outcome when the answer is lost, does not repeat, and sees it at the next read', async () => {
      // The first write to an empty hash takes several round trips.
      await redis.cli('HSET', 'feature_flags', 'b', 'on');
      const proxy = await TcpProxy.start(redis.server.address);
      redis.defer(() => proxy.close());
      const backend = await redis.open(kind, { writeTimeoutMs: 200 }, { address: proxy.address });
      proxy.dropReplies();
      const error = await failure(backend.set('a', true));
      expect(error.code).to.equal('UNKNOWN_OUTCOME');
      proxy.restore();
      await untilHolds(backend, { a: 'on', b: 'on' });
      expect(await changes()).to.have.length(1);
    });

    it('does not know the outcome when the connection is cut before the answer', async () => {
      // The first write to an empty hash takes several round trips.
      await redis.cli('HSET', 'feature_flags', 'b', 'on');
      const proxy = await TcpProxy.start(redis.server.address);
      redis.defer(() => proxy.close());
      const backend = await redis.open(kind, {}, { address: proxy.address });
      proxy.dropReplies();
      const writing = failure(backend.set('a', true));
      while ((await redis.cli('HLEN', 'feature_flags')) === '1');
      proxy.restore();
      expect((await writing).code).to.equal('UNKNOWN_OUTCOME');
      await untilHolds(backend, { a: 'on', b: 'on' });
      expect(await changes()).to.have.length(1);
    });
  });

  describe(`RedisBackend, writing with few rights over ${kind.name}`, () => {
    const redis = new RedisSuite();
    const login = { username: 'flags', password: 'secret' };
    const allow = (...rules: readonly string[]) =>
      redis.cli('ACL', 'SETUSER', 'flags', 'reset', 'on', '>secret', '&*', ...rules);

    it('stores and compares without a log when it may not write that', async () => {
      await allow('+@all', '~feature_flags');
      const backend = await redis.open(kind, {}, { login });
      expect(backend.status().problem).to.equal(undefined);
      await backend.set('a', true);
      expect(backend.status().problem).to.match(
        /^changes of flags in "feature_flags" are stored, but not in the history: this user may not announce changes \(NOPERM/,
      );
      await backend.set('a', 'users:ana', { ifVersion: backend.snapshot.get('a')!.version });
      expect(await redis.cli('HGET', 'feature_flags', 'a')).to.equal('users:ana');
      expect(await redis.cli('EXISTS', LOG)).to.equal('0');
    });

    it('stores without comparing when it may not run scripts, and says so when it is to compare', async () => {
      await allow('+@all', '-@scripting', '~*');
      const backend = await redis.open(kind, {}, { login });
      await backend.set('a', true);
      await backend.set('b', true);
      await backend.delete('a');
      expect(await redis.cli('HGETALL', 'feature_flags')).to.equal('b\non');
      const { version } = backend.snapshot.get('b')!;
      const error = await backend.set('b', false, { ifVersion: version }).then(
        () => undefined,
        (reason: unknown) => reason as Error,
      );
      expect(error).to.include({ code: 'STORE_FAILED' });
      expect(error?.message).to.match(/flag "b" is not changed.*permission to run EVAL/);
      expect(await redis.cli('HGET', 'feature_flags', 'b')).to.equal('on');
    });

    it('fails with the reason when it may only read', async () => {
      await allow('+@read', '+@connection', '+subscribe', '~*');
      const backend = await redis.open(kind, {}, { login });
      const error = await backend.set('a', true).catch((reason: unknown) => reason as Error);
      expect(error).to.include({ code: 'STORE_FAILED' });
      expect(error)
        .to.have.property('message')
        .that.matches(/NOPERM.*hset/);
    });
  });
}
