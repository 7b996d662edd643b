import { clientKinds } from '../support/redis-clients.js';
import { allHold, openReplicas } from '../support/redis-replicas.js';
import { RedisSuite } from '../support/redis-suite.js';

const [LOG, SEEN, REV] = ['{feature_flags}:log', '{feature_flags}:seen', '{feature_flags}:rev'] as const;

/** What somebody may do to the helper keys, who takes them for rubbish or for something of their own. */
const tampering: Readonly<Record<string, readonly string[]>> = {
  'the log emptied': [`XTRIM ${LOG} MAXLEN 0`],
  'the log deleted': [`DEL ${LOG}`],
  'the log renamed': [`RENAME ${LOG} elsewhere`],
  'all but one entry taken out of the log': [`XTRIM ${LOG} MAXLEN 1`],
  'an entry put into the log': [`XADD ${LOG} * name a after nonsense`],
  'the log replaced by text': [`SET ${LOG} oops`],
  'the shadow deleted': [`DEL ${SEEN}`],
  'the shadow changed': [`HSET ${SEEN} a nonsense ghost on`],
  'a flag taken out of the shadow': [`HDEL ${SEEN} b`],
  'the shadow replaced by text': [`SET ${SEEN} oops`],
  'the revision deleted': [`DEL ${REV}`],
  'the revision set back': [`HSET ${REV} seq 0 compared 0`],
  'the revision filled with nonsense': [`HSET ${REV} seq x size y compared z at w`],
  'the revision replaced by text': [`SET ${REV} oops`],
  'all helper keys deleted': [`DEL ${LOG} ${SEEN} ${REV}`],
};

for (const kind of clientKinds.filter(({ name }) => name.endsWith('6'))) {
  describe(`RedisBackend with its helper keys tampered with, over ${kind.name}`, () => {
    const redis = new RedisSuite();

    for (const [what, commands] of Object.entries(tampering)) {
      it(`sees raw changes and writes with ${what}`, async () => {
        await redis.cli('HSET', 'feature_flags', 'a', 'on', 'b', 'on');
        const replicas = await openReplicas(redis, kind, {}, { count: 3 });
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
      'may not use transactions': ['+@all', '-@transaction', '~*'],
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
