import { clientKinds } from '../support/redis-clients.js';
import { allHold, openReplicas } from '../support/redis-replicas.js';
import { RedisSuite } from '../support/redis-suite.js';

const key = (suffix: string): string => `{feature_flags}:${suffix}`;
const [CHANGES, SHADOW, SYNC, TIMES, BEFORE] = ['changes', 'shadow', 'sync', 'times', 'before'].map(key);

/** What can happen to helper keys that an operator takes for rubbish, or another program for its own. */
const tampering: Readonly<Record<string, readonly string[]>> = {
  'the change log emptied': [`XTRIM ${CHANGES} MAXLEN 0`],
  'the change log deleted': [`DEL ${CHANGES}`],
  'the change log renamed': [`RENAME ${CHANGES} elsewhere`],
  'all but one entry taken out of the change log': [`XTRIM ${CHANGES} MAXLEN 1`],
  'an entry planted in the change log': [`XADD ${CHANGES} * message nonsense tag nonsense earlier []`],
  'an entry of other fields planted in the change log': [`XADD ${CHANGES} * name a`],
  'the change log replaced by text': [`SET ${CHANGES} oops`],
  'the shadow deleted': [`DEL ${SHADOW}`],
  'the shadow changed': [`HSET ${SHADOW} a nonsense ghost on`],
  'a flag taken out of the shadow': [`HDEL ${SHADOW} b`],
  'a flag of the shadow set to the text that comes next': [`HSET ${SHADOW} a off`],
  'the shadow replaced by text': [`SET ${SHADOW} oops`],
  'the position deleted': [`DEL ${SYNC}`],
  'the position set back': [`HSET ${SYNC} number 0`],
  'the position set ahead': [`HSET ${SYNC} number 1000`],
  'another head': [`HSET ${SYNC} head nonsense`],
  'another epoch': [`HSET ${SYNC} epoch 7`],
  'another secret': [`HSET ${SYNC} secret nonsense`],
  'no secret': [`HDEL ${SYNC} secret`],
  'the position filled with nonsense': [`HSET ${SYNC} number x bytes y first z epoch w`],
  'unknown fields beside the position': [`HSET ${SYNC} another field`],
  'watcher slots filled with nonsense': [`HSET ${SYNC} slot:0 x slot:1 "y 99999999999999" slot:2 ""`],
  'the position replaced by text': [`SET ${SYNC} oops`],
  'the times filled with nonsense': [`HSET ${TIMES} a nonsense ghost "1 2 3"`],
  'the times replaced by text': [`SET ${TIMES} oops`],
  'the texts before replaced by text': [`SET ${BEFORE} oops`],
  'all helper keys deleted': [`DEL ${CHANGES} ${SHADOW} ${SYNC} ${TIMES} ${BEFORE}`],
  'all helper keys replaced by text': [CHANGES, SHADOW, SYNC, TIMES, BEFORE].map(
    (name) => `SET ${name} oops`,
  ),
};

for (const kind of clientKinds.filter(({ name }) => name.endsWith('6'))) {
  describe(`RedisBackend with its helper keys tampered with, over ${kind.name}`, () => {
    const redis = new RedisSuite();

    for (const [what, commands] of Object.entries(tampering)) {
      it(`sees raw changes and writes with ${what}`, async () => {
        await redis.cli('HSET', 'feature_flags', 'a', 'on', 'b', 'on');
        const replicas = await openReplicas(redis, kind, { livePollMs: 500 }, { count: 5 });
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

    const rights: Readonly<Record<string, readonly string[]>> = {
      'may not run scripts': ['+@all', '-@scripting', '~*'],
      'may touch only the hash': ['+@all', '~feature_flags'],
      'may only read': ['+@read', '+@connection', '+@scripting', '+@transaction', '+subscribe', '~*'],
    };
    for (const [what, rules] of Object.entries(rights)) {
      it(`follows the hash as a user who ${what}, beside one who may do everything`, async () => {
        const login = { username: 'flags', password: 'secret' };
        await redis.cli('ACL', 'SETUSER', 'flags', 'reset', 'on', '>secret', '&*', ...rules);
        await redis.cli('HSET', 'feature_flags', 'a', 'on');
        const able = await redis.open(kind);
        const replicas = [able, ...(await openReplicas(redis, kind, {}, { count: 2, login }))];
        await redis.cli('HSET', 'feature_flags', 'b', 'on');
        await allHold(replicas, { a: 'on', b: 'on' });
        await able.set('a', '50%');
        await allHold(replicas, { a: '50%', b: 'on' });
        await redis.cli('HDEL', 'feature_flags', 'a');
        await allHold(replicas, { b: 'on' });
      });
    }
  });
}
