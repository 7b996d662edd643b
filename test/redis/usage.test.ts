import { expect } from 'chai';
import { FeatureFlags } from '@halyard/core';
import { clientKinds } from '../support/redis-clients.js';
import { RedisSuite } from '../support/redis-suite.js';

const KEY = '{feature_flags}:usage';
const HOUR = 3_600_000;
const kind = clientKinds[0]!;

describe('the use of flags in Redis', () => {
  const redis = new RedisSuite();

  it('is kept by the hour, of which the one before counts too', async () => {
    await redis.cli('HSET', 'feature_flags', 'this', 'on', 'last', 'on', 'old', 'on', 'odd', 'on');
    const backend = await redis.open(kind);
    await backend.usage!.report([{ name: 'this', count: 1, isFirst: true }]);
    const now = Number((await redis.cli('HGET', KEY, 'this')).split(' ')[0]);
    await redis.cli('HSET', KEY, 'this', `${now} 5 2 7 4`);
    await redis.cli('HSET', KEY, 'last', `${now - HOUR} 5 2 7 4`, 'old', `${now - 2 * HOUR} 5 2 7 4`);
    await redis.cli('HSET', KEY, 'odd', 'what is this');
    const names = ['this', 'last', 'old', 'odd'];
    await backend.usage!.report(names.map((name) => ({ name, count: 10, isFirst: true })));
    const kept = await Promise.all(names.map(async (name) => redis.cli('HGET', KEY, name)));
    const sums = kept.map((text) => text.trim().split(' ').slice(1).join(' '));
    // The hour may have ended between the two reports.
    if (Math.floor(Number(kept[0]!.split(' ')[0]) / HOUR) === Math.floor(now / HOUR)) {
      expect(sums).to.deep.equal(['15 3 7 4', '10 1 5 2', '10 1 0 0', '10 1 0 0']);
    }
    expect(Number(await redis.cli('HGET', KEY, ''))).to.be.closeTo(now, HOUR);
  });

  it('is not reported by a user who may only read, as the status says', async () => {
    await redis.cli('HSET', 'feature_flags', 'a', 'on');
    const rules = ['+client|tracking', '+hgetall', '~feature_flags'];
    await redis.cli('ACL', 'SETUSER', 'flags', 'reset', 'on', '>secret', 'resetchannels', ...rules);
    const backend = await redis.open(kind, {}, { login: { username: 'flags', password: 'secret' } });
    const flags = await FeatureFlags.open(backend, { logger: false });
    flags.isEnabled('a');
    await flags.close();
    expect(flags.status().usage?.problem).to.match(
      /^the use of flags is not reported: redis did not store the report: Redis answers "NOPERM /,
    );
    expect(await redis.cli('EXISTS', KEY)).to.equal('0');
  });

  it('is not kept with sync: plain, which uses no key but the hash', async () => {
    const backend = await redis.open(kind, { sync: 'plain' });
    expect(backend.usage).to.equal(undefined);
  });

  it('stays when the flags are lost, until there are flags again', async () => {
    await redis.cli('HSET', 'feature_flags', 'a', 'on', 'b', 'on');
    const backend = await redis.open(kind);
    await backend.usage!.report(['a', 'b'].map((name) => ({ name, count: 1, isFirst: true })));
    await redis.cli('DEL', 'feature_flags');
    await backend.usage!.report([{ name: 'a', count: 1, isFirst: false }]);
    expect(await redis.cli('HLEN', KEY)).to.equal('3');
  });
});
