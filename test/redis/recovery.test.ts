import { RedisBackend } from '@halyard/redis';
import { expect } from 'chai';
import { texts, untilHolds, untilState } from '../support/backend-events.js';
import { freePort } from '../support/free-port.js';
import { clientKinds } from '../support/redis-clients.js';
import { settled } from '../support/redis-replicas.js';
import { RedisServer, untilNoClientNamed } from '../support/redis-server.js';
import { RedisSuite } from '../support/redis-suite.js';
import { TcpProxy } from '../support/tcp-proxy.js';

// Short enough for a test to see what a hung server does.
const IMPATIENT = { loadTimeoutMs: 300, livePollMs: 100 };

for (const kind of clientKinds) {
  describe(`RedisBackend, when Redis fails, over ${kind.name}`, () => {
    const redis = new RedisSuite({ persistent: true });

    it('opens without Redis, says that it failed, and reads it once it is there', async () => {
      const port = await freePort();
      const backend = await redis.open(kind, {}, { address: { host: '127.0.0.1', port } });
      expect(backend.status().state).to.equal('failed');
      expect(backend.status().reason).to.match(/Redis can't be reached \(.*ECONNREFUSED/);
      const late = await RedisServer.start({ port });
      redis.defer(() => late.stop());
      await late.cli('HSET', 'feature_flags', 'a', 'on');
      await untilHolds(backend, { a: 'on' });
      expect(backend.status().state).to.equal('live');
    });

    it('names a host that there is not', async () => {
      const backend = await redis.open(kind, {}, { address: { host: 'redis.invalid', port: 6379 } });
      expect(backend.status().state).to.equal('failed');
      expect(backend.status().reason).to.match(/redis\.invalid/);
    });

    it('keeps its flags while Redis is killed, and sees what changed meanwhile', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const backend = await redis.open(kind);
      await redis.server.kill();
      await untilState(backend, 'stale', /can't be reached/);
      expect(texts(backend)).to.deep.equal({ a: 'on' });
      await redis.server.restart();
      await redis.cli('HSET', 'feature_flags', 'b', 'on');
      await untilHolds(backend, { a: 'on', b: 'on' });
      await untilState(backend, 'live');
      await redis.cli('HDEL', 'feature_flags', 'a');
      await untilHolds(backend, { b: 'on' });
    });

    it('takes its connections being killed, again and again, and one without the other', async () => {
      const backend = await redis.open(kind);
      const kinds = [
        ['normal'],
        ['pubsub'],
        ['normal', 'pubsub'],
        ['pubsub', 'normal'],
        ['normal'],
        ['pubsub'],
      ];
      for (const [round, types] of kinds.entries()) {
        for (const type of types) await redis.cli('CLIENT', 'KILL', 'TYPE', type, 'SKIPME', 'yes');
        await redis.cli('HSET', 'feature_flags', 'a', `${round}%`);
        await untilHolds(backend, { a: `${round}%` });
      }
      await untilState(backend, 'live');
    });

    it('keeps its flags while the key holds no hash, and says so', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const backend = await redis.open(kind);
      const connections = (await redis.server.clients()).map((client) => client.get('id'));
      await redis.cli('SET', 'feature_flags', 'oops');
      await untilState(backend, 'stale', /"feature_flags" holds something other than a hash.*WRONGTYPE/);
      expect(texts(backend)).to.deep.equal({ a: 'on' });
      await redis.cli('DEL', 'feature_flags');
      await redis.cli('HSET', 'feature_flags', 'a', 'off');
      await untilHolds(backend, { a: 'off' });
      await untilState(backend, 'live');
      expect((await redis.server.clients()).map((client) => client.get('id'))).to.deep.equal(connections);
    });

    it('reads everything after a start that failed in the middle', async () => {
      const proxy = await TcpProxy.start(redis.server.address);
      redis.defer(() => proxy.close());
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      await untilHolds(await redis.open(kind), { a: 'on' });
      const subscribing = proxy.holdFromNextRequest(/subscribe\r\n[^]*:changes:0\r/i);
      const opening = redis.open(kind, { loadTimeoutMs: 8000 }, { address: proxy.address });
      await subscribing;
      await redis.cli('RENAME', 'feature_flags', 'aside');
      await redis.cli('SET', 'feature_flags', 'oops');
      proxy.release();
      const backend = await opening;
      expect(backend.status().reason).to.contain('WRONGTYPE');
      await redis.cli('RENAME', 'aside', 'feature_flags');
      await untilHolds(backend, { a: 'on' });
      await redis.cli('HSET', 'feature_flags', 'a', 'off');
      await untilHolds(backend, { a: 'off' });
    });

    it('keeps nothing that was announced before the shadow that it reads anew', async () => {
      const proxy = await TcpProxy.start(redis.server.address);
      redis.defer(() => proxy.close());
      await redis.cli('HSET', 'feature_flags', 'a', 'on', 'b', 'on');
      const other = await redis.open(kind);
      const backend = await redis.open(kind, {}, { address: proxy.address });
      await settled(redis);
      const reading = proxy.holdFromNextRequest(/hgetall/i);
      const refreshed = backend.refresh();
      await reading;
      await redis.cli('HSET', 'feature_flags', 'a', '1%');
      await untilHolds(other, { a: '1%', b: 'on' });
      const script = "redis.call('HDEL', KEYS[1], 'a') redis.call('DEL', KEYS[2])";
      await redis.cli('EVAL', script, '2', 'feature_flags', '{feature_flags}:sync');
      await untilHolds(other, { b: 'on' });
      proxy.release();
      await refreshed;
      expect(texts(backend)).to.deep.equal({ b: 'on' });
    });

    it('keeps its flags while Redis hangs, and sees what changed when it goes on', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const backend = await redis.open(kind, IMPATIENT);
      await untilHolds(backend, { a: 'on' });
      redis.server.pause();
      await untilState(backend, 'stale', /no answer within 300 ms/);
      expect(texts(backend)).to.deep.equal({ a: 'on' });
      redis.server.resume();
      await redis.cli('HSET', 'feature_flags', 'a', 'off');
      await untilHolds(backend, { a: 'off' });
      await untilState(backend, 'live');
    });

    it('finds out that the answers get lost on their way, and reconnects', async () => {
      const proxy = await TcpProxy.start(redis.server.address);
      redis.defer(() => proxy.close());
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const backend = await redis.open(kind, IMPATIENT, { address: proxy.address });
      await untilHolds(backend, { a: 'on' });
      proxy.dropReplies();
      await redis.cli('HSET', 'feature_flags', 'a', 'off');
      await untilState(backend, 'stale');
      proxy.restore();
      await untilHolds(backend, { a: 'off' });
      await untilState(backend, 'live');
    });

    it('finds out that only the pushes get lost on their way, and reconnects', async () => {
      const proxy = await TcpProxy.start(redis.server.address);
      redis.defer(() => proxy.close());
      const backend = await redis.open(kind, IMPATIENT, { address: proxy.address });
      await untilState(backend, 'live');
      proxy.dropRepliesOfNewest();
      await untilState(backend, 'stale', /no answer/);
      await untilState(backend, 'live');
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      await untilHolds(backend, { a: 'on' });
    });

    it('closes at any moment while it connects, and leaves no connection', async () => {
      for (let turns = 0; turns < 20; turns++) {
        const { client, end } = kind.client(redis.server.address);
        const backend = new RedisBackend(client);
        const opened = backend.open();
        for (let i = 0; i < turns; i++) await new Promise((resolve) => setImmediate(resolve));
        await backend.close();
        await opened;
        end();
      }
      // One that was left would have been made by now: it took no longer than the latest.
      await untilNoClientNamed(redis.server, 'halyard:feature_flags');
    });

    it('closes while Redis hangs, and leaves no connection', async () => {
      const backend = await redis.open(kind, { loadTimeoutMs: 60_000 });
      redis.server.pause();
      const writing = backend.set('a', true).catch((error: unknown) => error);
      await backend.close();
      expect(await writing)
        .to.have.property('code')
        .that.is.oneOf(['CLOSED', 'UNKNOWN_OUTCOME']);
      redis.server.resume();
      await untilNoClientNamed(redis.server, 'halyard:feature_flags');
    });
  });

  describe(`RedisBackend, when Redis has lost its data, over ${kind.name}`, () => {
    const redis = new RedisSuite();

    it('keeps its flags until the hash is written', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on', 'b', 'on');
      const backend = await redis.open(kind);
      await redis.server.restart();
      await untilState(backend, 'stale', /is empty after a reconnect; keeping the last 2 flags/);
      expect(texts(backend)).to.deep.equal({ a: 'on', b: 'on' });
      await redis.cli('HSET', 'feature_flags', 'c', 'on');
      await untilHolds(backend, { c: 'on' });
      await untilState(backend, 'live');
    });

    it('believes that it is empty once that is seen to be meant: a field set and removed', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const backend = await redis.open(kind);
      await redis.server.restart();
      await untilState(backend, 'stale', /is empty after a reconnect/);
      await redis.server.lines('HSET feature_flags any off', 'HDEL feature_flags any');
      await untilHolds(backend, {});
      await untilState(backend, 'live');
    });

    it('obeys a DEL after a reconnect that found the hash', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const backend = await redis.open(kind);
      await redis.cli('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes');
      await redis.cli('HSET', 'feature_flags', 'b', 'on');
      await untilHolds(backend, { a: 'on', b: 'on' });
      await untilState(backend, 'live');
      await redis.cli('DEL', 'feature_flags');
      await untilHolds(backend, {});
    });
  });
}

describe('RedisBackend, given a connected client', () => {
  const redis = new RedisSuite();

  for (const kind of clientKinds) {
    it(`leaves it as it was through a failure and its own end (${kind.name})`, async () => {
      const { client, end } = await kind.connected(redis.server.address);
      redis.defer(end);
      const backend = new RedisBackend(client);
      redis.defer(() => backend.close());
      await backend.open();
      await redis.server.restart();
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      await untilHolds(backend, { a: 'on' });
      await backend.close();
      const ping = client as unknown as { ping(): Promise<string> };
      expect(await ping.ping()).to.equal('PONG');
    });
  }
});
