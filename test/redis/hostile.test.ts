import { expect } from 'chai';
import { texts, untilHolds } from '../support/backend-events.js';
import { clientKinds } from '../support/redis-clients.js';
import { RedisSuite } from '../support/redis-suite.js';

const NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'a/b',
  'a:b',
  'a.b',
  '50%',
  'grün',
  '🚩',
  '{x}',
  '"',
  '\\',
  '0',
];

for (const kind of clientKinds) {
  describe(`RedisBackend and hostile names and values, over ${kind.name}`, () => {
    const redis = new RedisSuite();

    it('reads any name that may be one', async () => {
      await redis.cli('HSET', 'feature_flags', ...NAMES.flatMap((name, i) => [name, `${i}%`]));
      const backend = await redis.open(kind);
      expect([...backend.snapshot.flags.keys()].toSorted()).to.deep.equal(NAMES.toSorted());
      for (const [i, name] of NAMES.entries()) expect(backend.snapshot.get(name)?.text).to.equal(`${i}%`);
      expect(({} as Record<string, unknown>)['on']).to.equal(undefined);
    });

    it('writes and removes any name that may be one', async () => {
      const backend = await redis.open(kind);
      for (const name of NAMES)
        await backend.set(name, (current) => (current === undefined ? 'users:ana' : 'off'));
      for (const name of NAMES) expect(await redis.cli('HGET', 'feature_flags', name)).to.equal('users:ana');
      for (const name of NAMES) expect(await backend.delete(name)).to.equal(true);
      expect(await redis.cli('EXISTS', 'feature_flags')).to.equal('0');
    });

    it('passes over a name that can not be one, names it, and reads the others', async () => {
      await redis.server.lines(
        String.raw`HSET feature_flags "two words" on "" on "$other" on "new\nline" on "\xff\xfe" on good on`,
      );
      const backend = await redis.open(kind);
      expect(texts(backend)).to.deep.equal({ good: 'on' });
      const invalid = backend.status().invalid.map(({ name }) => name);
      expect(invalid.toSorted()).to.deep.equal(['', 'new\nline', 'two words', '\uFFFD\uFFFD']);
      expect(backend.snapshot.unused.get('$other')).to.equal('on');
      await redis.cli('HSET', 'feature_flags', 'good', 'off');
      await untilHolds(backend, { good: 'off' });
    });

    it('reports a value of bytes that are no text, and reads the others', async () => {
      await redis.server.lines(String.raw`HSET feature_flags bad "\xc3\x28" good on`);
      const backend = await redis.open(kind);
      expect(backend.snapshot.get('good')?.text).to.equal('on');
      expect(backend.status().invalid.map(({ name }) => name)).to.deep.equal(['bad']);
    });

    it('takes values of a megabyte, good for nothing as they are', async () => {
      const big = 'x'.repeat(2 ** 20);
      await redis.server.lines(`HSET feature_flags big ${big} good on`, `HSET feature_flags json {${big}`);
      const backend = await redis.open(kind);
      expect(backend.snapshot.get('good')?.text).to.equal('on');
      expect(
        backend
          .status()
          .invalid.map(({ name }) => name)
          .toSorted(),
      ).to.deep.equal(['big', 'json']);
      await redis.cli('HDEL', 'feature_flags', 'json');
      await redis.cli('HSET', 'feature_flags', 'good', 'off', 'big', 'on');
      await untilHolds(backend, { good: 'off', big: 'on' });
      expect(backend.status().invalid).to.deep.equal([]);
    });

    it('reads a hash of ten thousand flags', async () => {
      const fields = Array.from({ length: 10_000 }, (_, i) => `flag_${i} ${i % 100}%`);
      await redis.server.lines(`HSET feature_flags ${fields.join(' ')}`);
      const backend = await redis.open(kind);
      expect(backend.status().flags).to.equal(10_000);
      expect(backend.snapshot.get('flag_9999')?.text).to.equal('99%');
    });

    it('takes a key with spaces, quotes and an emoji', async () => {
      const key = ' a "key" 🗝 ';
      const backend = await redis.open(kind, { key });
      await backend.set('a', true);
      expect(await redis.cli('HGET', key, 'a')).to.equal('on');
      await redis.cli('HSET', key, 'a', 'off');
      await untilHolds(backend, { a: 'off' });
    });
  });
}
