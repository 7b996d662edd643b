import { clientKinds, type Login } from '../support/redis-clients.js';
import { allHold, settled } from '../support/redis-replicas.js';
import { RedisSuite } from '../support/redis-suite.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { eventually, until } from '../support/until.js';

/** No poll finds anything: a change that is not announced is missed. */
const NO_POLL_MS = 3_600_000;

for (const kind of clientKinds) {
  describe(`RedisBackend when changes interleave, over ${kind.name}`, () => {
    const redis = new RedisSuite();

    async function startProxy(): Promise<TcpProxy> {
      const proxy = await TcpProxy.start(redis.server.address);
      redis.defer(() => proxy.close());
      return proxy;
    }

    async function user(username: string, ...rules: readonly string[]): Promise<Login> {
      await redis.cli('ACL', 'SETUSER', username, 'reset', 'on', '>secret', '~*', ...rules);
      return { username, password: 'secret' };
    }

    const wholeReads = async (): Promise<number> => {
      const stats = await redis.cli('INFO', 'commandstats');
      return Number(/cmdstat_hgetall:calls=(\d+)/.exec(stats)?.[1] ?? 0);
    };

    it('sees a raw change and then a write made while its read is under way', async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      const proxy = await startProxy();
      const writer = await redis.open(kind, { tracking: false, pollMs: NO_POLL_MS });
      const reader = await redis.open(kind, { livePollMs: NO_POLL_MS }, { address: proxy.address });
      await settled(redis);
      const before = await wholeReads();

      void proxy.holdFromNextRequest();
      await redis.cli('HSET', 'feature_flags', 'a', '1%');
      await eventually('the reader has read the hash', async () => (await wholeReads()) > before);
      await redis.cli('HSET', 'feature_flags', 'a', '2%');
      await writer.set('b', true);
      proxy.release();
      await allHold([reader], { a: '2%', b: 'on' });
    });

    // ioredis gets pushes as messages on a channel, so a user who may not subscribe polls.
    if (kind.name.startsWith('node-redis')) {
      it('sees two changes in a row beside a process that may not publish and is cut off', async () => {
        const login = await user('mute', 'resetchannels', '+@all');
        const readers = await user('reader', '&*', '+@all');
        const [toMute, toReader] = [await startProxy(), await startProxy()];
        const options = { livePollMs: NO_POLL_MS };
        const mute = await redis.open(kind, options, { login, address: toMute.address });
        const reader = await redis.open(kind, options, { login: readers, address: toReader.address });
        await settled(redis);

        toReader.hold();
        await redis.cli('HSET', 'feature_flags', 'a', '1%');
        await allHold([mute], { a: '1%' });
        toMute.hold();
        await redis.cli('HSET', 'feature_flags', 'a', '2%');
        toReader.release();
        await allHold([reader], { a: '2%' });
        toMute.release();
        await allHold([mute], { a: '2%' });
      });
    }

    it('sees that all flags are deleted right after a change, though the first watcher is cut off', async () => {
      const proxy = await startProxy();
      const options = { livePollMs: NO_POLL_MS };
      await redis.open(kind, options, { address: proxy.address });
      const reader = await redis.open(kind, options);
      await settled(redis);

      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      await allHold([reader], { a: 'on' });
      proxy.blackHole();
      await redis.cli('DEL', 'feature_flags');
      await allHold([reader], {});
    });

    it('sees a raw change that the first watcher is cut off from, while others keep writing', async () => {
      const proxy = await startProxy();
      const options = { livePollMs: NO_POLL_MS };
      await redis.open(kind, options, { address: proxy.address });
      const reader = await redis.open(kind, options);
      const writer = await redis.open(kind, options);
      await settled(redis);

      proxy.blackHole();
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      await until('the raw change is seen', async () => {
        await writer.set('b', `${Math.floor(100 * Math.random())}%`);
        return reader.snapshot.flags.get('a')?.text === 'on';
      });
    });
  });
}
