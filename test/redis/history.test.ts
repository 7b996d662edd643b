import type { HistoryEntry } from '@halyard/core';
import { authorship } from '@halyard/core/store';
import { expect } from 'chai';
import { untilHolds } from '../support/backend-events.js';
import { clientKinds } from '../support/redis-clients.js';
import { RedisSuite } from '../support/redis-suite.js';

/** An entry without what the server's clock says. */
function withoutTime({ name, before, after, actor, comment }: HistoryEntry): Partial<HistoryEntry> {
  return { name, before, after, ...authorship({ ...(actor && { actor }), ...(comment && { comment }) }) };
}

const LOG = '{feature_flags}:log';

for (const kind of clientKinds) {
  describe(`The history of a RedisBackend, over ${kind.name}`, () => {
    const redis = new RedisSuite();

    it('is empty at first', async () => {
      const backend = await redis.open(kind);
      expect(await backend.history()).to.deep.equal([]);
    });

    it('tells who changed what, when, why, and from what, newest first', async () => {
      const backend = await redis.open(kind);
      const began = Date.now();
      await backend.set('a', true, { actor: 'ana', comment: 'launch' });
      await backend.set('a', '25%');
      await backend.delete('a', { actor: 'bo' });
      const entries = await backend.history();
      expect(entries.map(withoutTime)).to.deep.equal([
        { name: 'a', before: '25%', after: null, actor: 'bo' },
        { name: 'a', before: 'on', after: '25%' },
        { name: 'a', before: null, after: 'on', actor: 'ana', comment: 'launch' },
      ]);
      for (const { at } of entries) expect(at).to.be.within(began - 1000, Date.now() + 1000);
      expect(new Set(entries.map(({ id }) => id)).size).to.equal(3);
    });

    it('tells of a raw change too, without an actor', async () => {
      const backend = await redis.open(kind);
      await redis.cli('HSET', 'feature_flags', 'a', 'on');
      await untilHolds(backend, { a: 'on' });
      await redis.cli('HSET', 'feature_flags', 'a', 'off');
      await untilHolds(backend, { a: 'off' });
      await redis.cli('DEL', 'feature_flags');
      await untilHolds(backend, {});
      const entries = await backend.history();
      expect(entries.map(withoutTime)).to.deep.equal([
        { name: 'a', before: 'off', after: null },
        { name: 'a', before: 'on', after: 'off' },
        { name: 'a', before: null, after: 'on' },
      ]);
    });

    it('is given page by page', async () => {
      const backend = await redis.open(kind);
      for (let i = 1; i <= 5; i++) await backend.set('a', `${i}%`);
      const pages: (string | null)[][] = [];
      let before: string | undefined;
      do {
        const page = await backend.history({ limit: 2, ...(before === undefined ? {} : { before }) });
        pages.push(page.map(({ after }) => after));
        before = page.at(-1)?.id;
      } while (before !== undefined);
      expect(pages).to.deep.equal([['5%', '4%'], ['3%', '2%'], ['1%'], []]);
    });

    it('is given of one flag, however many entries of others lie between', async () => {
      const backend = await redis.open(kind);
      await backend.set('rare', true);
      const entries = Array.from({ length: 1000 }, (_, i) => `XADD ${LOG} * name often after ${i}%`);
      await redis.server.lines(...entries);
      await backend.set('rare', false);
      const changes = await backend.history({ name: 'rare', limit: 2 });
      expect(changes.map(({ after }) => after)).to.deep.equal(['off', 'on']);
      const older = await backend.history({ name: 'rare', before: changes[0]!.id });
      expect(older.map(({ after }) => after)).to.deep.equal(['on']);
    });

    it('has nothing before an id that is none', async () => {
      const backend = await redis.open(kind);
      await backend.set('a', true);
      expect(await backend.history({ before: 'yesterday' })).to.deep.equal([]);
    });

    it('passes over entries that are not of a flag', async () => {
      const backend = await redis.open(kind);
      await redis.cli('XADD', LOG, '*', 'other', 'thing');
      expect(await backend.history()).to.deep.equal([]);
    });

    it('is refused with the reason where the user may not read it', async () => {
      const rules = ['reset', 'on', '>secret', '~feature_flags', '&*', '+@all'];
      await redis.cli('ACL', 'SETUSER', 'flags', ...rules);
      const backend = await redis.open(kind, {}, { login: { username: 'flags', password: 'secret' } });
      const error = await backend.history().catch((reason: unknown) => reason);
      expect(error)
        .to.be.an('error')
        .with.property('message')
        .that.matches(/Redis answers "NOPERM /);
    });
  });
}

describe('The log that a RedisBackend keeps', () => {
  const redis = new RedisSuite();

  it('stays within some dozen megabytes, however large the texts are', async function () {
    this.timeout(60_000);
    const backend = await redis.open(clientKinds[0]!);
    const large = (i: number): string => `users:${String(i).repeat(1)},${'u'.repeat(60_000)}`;
    for (let i = 0; i < 450; i++) await backend.set('a', large(i));
    const bytes = Number(await redis.cli('MEMORY', 'USAGE', LOG));
    expect(bytes).to.be.within(16 * 2 ** 20, 40 * 2 ** 20);
    const [newest] = await backend.history({ limit: 1 });
    expect(newest?.after).to.equal(large(449));
  });

  it('keeps about ten thousand entries', async () => {
    const backend = await redis.open(clientKinds[0]!);
    await redis.server.lines(...Array.from({ length: 11_000 }, (_, i) => `XADD ${LOG} * name b after ${i}%`));
    await backend.set('a', true);
    expect(Number(await redis.cli('XLEN', LOG))).to.be.within(10_000, 10_200);
  });
});
