import { readFileSync } from 'node:fs';
import type { RedisBackend } from '@halyard/redis';
import { expect } from 'chai';
import { untilHolds } from '../support/backend-events.js';
import { clientKinds } from '../support/redis-clients.js';
import { RedisSuite } from '../support/redis-suite.js';

const page = readFileSync(new URL('../../docs/redis.md', import.meta.url), 'utf8');
const login = { username: 'flags', password: 'secret' };

/** The rule on the page, in the line below its title. */
function rule(what: string, family: string): readonly string[] {
  const lines = page.split('\n');
  const title = lines.indexOf(`${what}, ${family}`);
  if (title === -1) throw new Error(`docs/redis.md has no rule for "${what}, ${family}"`);
  return lines[title + 1]!.split(' ');
}

for (const kind of clientKinds) {
  describe(`the rights that the documentation names, over ${kind.name}`, () => {
    const redis = new RedisSuite();

    beforeEach(async () => {
      await redis.cli('ACL', 'LOG', 'RESET');
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
    });

    async function open(what: string): Promise<RedisBackend> {
      const rules = rule(what, kind.family);
      await redis.cli('ACL', 'SETUSER', 'flags', 'reset', 'on', '>secret', 'resetchannels', ...rules);
      const backend = await redis.open(kind, {}, { login });
      expect(backend.status()).to.include({ state: 'live', flags: 1 });
      return backend;
    }

    async function seesChanges(backend: RedisBackend): Promise<void> {
      for (const text of ['off', '25%', 'on']) {
        await redis.cli('HSET', 'feature_flags', 'a', text, 'b', text);
        await untilHolds(backend, { a: text, b: text });
        await redis.cli('HDEL', 'feature_flags', 'b');
        await untilHolds(backend, { a: text });
      }
    }

    /** What the server refused, except how a client introduces itself, for which Redis 7.0 has neither command nor right. */
    async function refusals(): Promise<readonly string[]> {
      const log = await redis.cli('ACL', 'LOG');
      const refused = [...log.matchAll(/^object\n(.*)$/gm)].map(([, what]) => what!);
      return refused.filter((what) => what !== 'client|setinfo');
    }

    it('are enough to read', async () => {
      await seesChanges(await open('read only'));
    });

    it('are enough to announce and write, and nothing is refused', async () => {
      const backend = await open('announce and write');
      await seesChanges(backend);
      expect(await redis.cli('EXISTS', '{feature_flags}:changes')).to.equal('1');
      await backend.usage!.report([{ name: 'a', count: 1, isFirst: true }]);
      expect((await backend.usage!.read()).flags.size).to.equal(1);
      await backend.refresh();
      await backend.set('c', true, { actor: 'ana' });
      await backend.set('c', '25%', { ifVersion: backend.snapshot.get('c')!.version });
      expect((await backend.history!()).filter(({ name }) => name === 'c')).to.have.length(2);
      expect(await backend.delete('c')).to.equal(true);
      expect(await refusals()).to.deep.equal([]);
    });
  });
}
