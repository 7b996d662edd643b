import { RedisBackend } from '@halyard/redis';
import { expect } from 'chai';
import { createClient } from 'redis';
import { sign } from '../../packages/redis/src/announced/announcement.js';
import { texts, untilHolds } from '../support/backend-events.js';
import { clientKinds } from '../support/redis-clients.js';
import { allHold, openReplicas, settled } from '../support/redis-replicas.js';
import { RedisSuite } from '../support/redis-suite.js';

const CHANNEL = '{feature_flags}:changes:0';
const CHANGES = '{feature_flags}:changes';
const SYNC = '{feature_flags}:sync';
/** No poll finds anything, except one that is brought forward. */
const NO_POLL = { livePollMs: 3_600_000 };

for (const kind of clientKinds.filter(({ name }) => name.endsWith('6'))) {
  describe(`RedisBackend and messages that no watcher sent, over ${kind.name}`, () => {
    const redis = new RedisSuite();
    let replicas: RedisBackend[];
    /** Texts of the flag "a" that a replica had, and should not have had. */
    let wrong: string[];
    let allowed: Set<string | undefined>;

    beforeEach(async () => {
      await redis.cli('HSET', 'feature_flags', 'a', 'off');
      replicas = await openReplicas(redis, kind, NO_POLL, { count: 5 });
      wrong = [];
      allowed = new Set(['off']);
      for (const replica of replicas) {
        replica.subscribe(() => {
          const { a } = texts(replica);
          if (!allowed.has(a)) wrong.push(String(a));
        });
      }
    });

    /** The flags are still followed, and "a" never had a text that the hash did not have. */
    async function followAfterwards(): Promise<void> {
      await settled(redis);
      allowed.add('1%').add('2%');
      await redis.cli('HSET', 'feature_flags', 'a', '1%');
      await allHold(replicas, { a: '1%' });
      await replicas[0]!.set('a', '2%');
      await allHold(replicas, { a: '2%' });
      expect(wrong).to.deep.equal([]);
    }

    interface Position {
      readonly epoch: string;
      readonly number: number;
      readonly head: string;
      readonly secret: string;
    }

    async function position(): Promise<Position> {
      const reply = await redis.cli('HMGET', SYNC, 'epoch', 'number', 'head', 'secret');
      const [epoch, number, head, secret] = reply.split('\n') as [string, string, string, string];
      return { epoch, number: Number(number), head, secret };
    }

    function forged(changes: Partial<Position>, at: Position): string {
      const { epoch, number, head } = { ...at, ...changes };
      return JSON.stringify({ epoch, number: number + 1, previous: head, at: 1, changes: [['a', 'on']] });
    }

    async function publish(payload: string, tag: string): Promise<void> {
      const send = await redis.connection();
      await send('PUBLISH', CHANNEL, tag + payload);
    }

    /** Has the tests receive the messages of the channel, as any user who may subscribe can. */
    async function recorded(): Promise<readonly string[]> {
      const messages: string[] = [];
      const listener = createClient({ url: redis.server.url });
      await listener.connect();
      redis.defer(() => listener.destroy());
      await listener.subscribe(CHANNEL, (message) => void messages.push(message));
      return messages;
    }

    it('ignores a message without a valid tag, though everything else in it is right', async () => {
      const at = await position();
      const payload = forged({}, at);
      for (const tag of ['', '0'.repeat(40), sign(payload, 'guessed'), sign(payload, at.secret).slice(1)]) {
        await publish(payload, tag);
      }
      await publish('', 'nonsense');
      await followAfterwards();
    });

    it('polls early because of invalid messages, but once an interval', async () => {
      await redis.cli('CONFIG', 'RESETSTAT');
      const send = await redis.connection();
      for (let i = 0; i < 200; i++) await send('PUBLISH', CHANNEL, `${i}`);
      await settled(redis);
      const stats = await redis.cli('INFO', 'commandstats');
      const scripts = Number(/cmdstat_evalsha:calls=(\d+)/.exec(stats)?.[1] ?? 0);
      // One for each replica, and one that each watcher may owe after five seconds.
      expect(scripts).to.be.within(replicas.length, replicas.length + 3);
      await followAfterwards();
    });

    it('ignores messages that are published again', async () => {
      const messages = await recorded();
      allowed.add('on');
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      await allHold(replicas, { a: 'on' });
      await redis.cli('HSET', 'feature_flags', 'a', 'off');
      await allHold(replicas, { a: 'off' });
      await settled(redis);
      allowed.delete('on');
      const send = await redis.connection();
      const copies = [...messages];
      for (const message of [...copies, ...copies.toReversed()]) await send('PUBLISH', CHANNEL, message);
      await followAfterwards();
    });

    it('ignores a message of an earlier epoch, whose tag is valid', async () => {
      const at = await position();
      const payload = forged({ epoch: String(Number(at.epoch) - 1) }, at);
      await publish(payload, sign(payload, at.secret));
      await followAfterwards();
    });

    it('ignores what replicas of another database announce under the same key', async () => {
      const there = new RedisBackend(`${redis.server.url}/1`);
      redis.defer(() => there.close());
      await redis.cli('-n', '1', 'HSET', 'feature_flags', 'a', '99%');
      await there.open();
      await there.set('a', '98%');
      await redis.cli('-n', '1', 'HSET', 'feature_flags', 'a', '97%');
      await untilHolds(there, { a: '97%' });
      await followAfterwards();
    });

    it('ignores an entry that was planted in the log', async () => {
      const at = await position();
      const payload = forged({}, at);
      const fields = ['message', payload, 'tag', sign(payload, 'guessed'), 'earlier', '[0]'];
      await redis.cli('XADD', CHANGES, `${at.number + 1}-0`, ...fields);
      // A message without texts sends every replica to the log.
      const large = Object.fromEntries(
        ['b', 'c', 'd', 'e', 'f'].map((name) => [name, `"${name}${'x'.repeat(60_000)}"`]),
      );
      const pairs = Object.entries(large)
        .flat()
        .map((text) => JSON.stringify(text));
      await redis.server.lines(`HSET feature_flags ${pairs.join(' ')}`);
      await allHold(replicas, { a: 'off', ...large });
      await redis.cli('HDEL', 'feature_flags', ...Object.keys(large));
      await allHold(replicas, { a: 'off' });
      await followAfterwards();
    });

    it('starts over at a poll after a failover that took the last messages back', async () => {
      replicas.push(...(await openReplicas(redis, kind, { livePollMs: 300 }, { count: 2 })));
      await Promise.all(replicas.splice(0, 5).map((gone) => gone.close()));
      const at = await position();
      allowed.add('on');
      await replicas[0]!.set('a', true);
      await allHold(replicas, { a: 'on' });
      // What a replica that was promoted a message too early has.
      await redis.server.lines(
        `HSET ${SYNC} number ${at.number} head ${at.head}`,
        `XDEL ${CHANGES} ${at.number + 1}-0`,
        'HSET {feature_flags}:shadow a off',
        'HSET feature_flags a off',
      );
      await allHold(replicas, { a: 'off' });
      allowed.delete('on');
      await followAfterwards();
    });
  });
}
