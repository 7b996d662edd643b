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

const LOG = '{feature_flags}:changes';

for (const kind of clientKinds) {
  describe(`The history of a RedisBackend, over ${kind.name}`, () => {
    const redis = new RedisSuite();

    it('is empty at first', async () => {
      const backend = await redis.open(kind);
      expect(await backend.history!()).to.deep.equal([]);
    });

    it('tells who changed what, when, why, and from what, newest first', async () => {
      const backend = await redis.open(kind);
      const began = Date.now();
      await backend.set('a', true, { actor: 'ana', comment: 'launch' });
      await backend.set('a', '25%');
      await backend.delete('a', { actor: 'bo' });
      const entries = await backend.history!();
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
      const entries = await backend.history!();
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
        const page = await backend.history!({ limit: 2, ...(before === undefined ? {} : { before }) });
        pages.push(page.map(({ after }) => after));
        before = page.at(-1)?.id;
      } while (before !== undefined);
      expect(pages).to.deep.equal([['5%', '4%'], ['3%', '2%'], ['1%'], []]);
    });

    it('is given of one flag, however many entries of others lie between', async () => {
      const backend = await redis.open(kind);
      await backend.set('rare', true);
      for (let i = 0; i < 500; i++) await backend.set('often', `${i % 100}%`);
      await backend.set('rare', false);
      const changes = await backend.history!({ name: 'rare', limit: 2 });
      expect(changes.map(({ after }) => after)).to.deep.equal(['off', 'on']);
      const older = await backend.history!({ name: 'rare', before: changes[0]!.id });
      expect(older.map(({ after }) => after)).to.deep.equal(['on']);
    });

    it('has nothing before an id that is none', async () => {
      const backend = await redis.open(kind);
      await backend.set('a', true);
      expect(await backend.history!({ before: 'yesterday' })).to.deep.equal([]);
    });

    it('passes over entries that are not of a flag', async () => {
      const backend = await redis.open(kind);
      await redis.cli('XADD', LOG, '*', 'other', 'thing');
      expect(await backend.history!()).to.deep.equal([]);
    });

    it('is refused with the reason where the user may not read it', async () => {
      const rules = ['reset', 'on', '>secret', '~feature_flags', '&*', '+@all'];
      await redis.cli('ACL', 'SETUSER', 'flags', ...rules);
      const backend = await redis.open(kind, {}, { login: { username: 'flags', password: 'secret' } });
      const error = await backend.history!().catch((reason: unknown) => reason);
      expect(error)
        .to.be.an('error')
        .with.property('message')
        .that.matches(/Redis answers "NOPERM /);
    });
  });
}

describe('The change log that a RedisBackend keeps', () => {
  const redis = new RedisSuite();
  const LIMIT = 32 * 2 ** 20;
  const text = (i: number, length: number): string => `users:${i},${'u'.repeat(length)}`;

  async function bytesCounted(): Promise<number> {
    return Number(await redis.cli('HGET', '{feature_flags}:sync', 'bytes'));
  }

  it('stays within 32 MB, though long texts follow short ones', async function () {
    this.timeout(60_000);
    const backend = await redis.open(clientKinds[0]!);
    for (let i = 0; i < 400; i++) await backend.set('a', `${i % 100}%`);
    for (let i = 0; i < 900; i++) await backend.set(`flag_${i % 3}`, text(i, 60_000));
    expect(await bytesCounted()).to.be.within(LIMIT - 1_000_000, LIMIT);
    const used = Number(await redis.cli('MEMORY', 'USAGE', LOG, 'SAMPLES', '0'));
    expect(used).to.be.within(LIMIT / 2, 1.1 * LIMIT);
    const [newest, older] = await backend.history!({ limit: 2 });
    expect(newest).to.include({ name: 'flag_2', before: text(896, 60_000), after: text(899, 60_000) });
    expect(older).to.include({ name: 'flag_1', before: text(895, 60_000), after: text(898, 60_000) });
  });

  it('has each text once, and gives what a change replaced although its entry was trimmed', async function () {
    this.timeout(60_000);
    const backend = await redis.open(clientKinds[0]!);
    await backend.set('a', 'users:first');
    await backend.set('a', 'users:second');
    for (let i = 0; i < 560; i++) await backend.set('b', text(i, 60_000));
    await backend.set('a', 'users:third');
    const [third, ...others] = await backend.history!({ name: 'a' });
    expect(third).to.include({ before: 'users:second', after: 'users:third' });
    expect(others).to.deep.equal([]);
    const [oldest] = (await backend.history!({ name: 'b', limit: 1000 })).toReversed();
    const number = Number(/^users:(\d+)/.exec(oldest!.after!)![1]);
    expect(number).to.be.greaterThan(0);
    expect(oldest).to.have.property('before', text(number - 1, 60_000));
  });

  it('keeps when each flag was created and updated, though its entries were trimmed', async function () {
    this.timeout(60_000);
    const backend = await redis.open(clientKinds[0]!);
    const began = Date.now() - 1000;
    await backend.set('a', true);
    await backend.refresh();
    const { createdAt } = backend.snapshot.get('a')!;
    expect(createdAt).to.be.within(began, Date.now() + 1000);
    for (let i = 0; i < 560; i++) await backend.set('b', text(i, 60_000));
    await redis.cli('HSET', 'feature_flags', 'a', 'off');
    await untilHolds(backend, { a: 'off', b: text(559, 60_000) });
    const later = await redis.open(clientKinds[0]!);
    for (const replica of [backend, later]) {
      const flag = replica.snapshot.get('a')!;
      expect(flag.createdAt).to.equal(createdAt);
      expect(flag.updatedAt).to.be.within(createdAt! + 1, Date.now() + 1000);
    }
    expect(await backend.history!({ name: 'a' })).to.have.length(1);
  });

  it('removes not much more than a write adds, so that a flip does not wait for a long trim', async () => {
    const backend = await redis.open(clientKinds[0]!);
    for (let i = 0; i < 100; i++) await backend.set('a', text(i, 2000));
    await redis.cli('HSET', '{feature_flags}:sync', 'bytes', String(3 * LIMIT));
    await backend.set('b', true);
    expect(Number(await redis.cli('XLEN', LOG))).to.be.within(95, 100);
    await backend.set('a', text(100, 60_000));
    expect(Number(await redis.cli('XLEN', LOG))).to.be.within(50, 80);
  });

  it('is read in pages of about 1 MB, so that no other client waits long', async () => {
    const backend = await redis.open(clientKinds[0]!);
    for (let i = 0; i < 60; i++) await backend.set('a', text(i, 60_000));
    await redis.cli('CONFIG', 'RESETSTAT');
    expect(await backend.history!()).to.have.length(60);
    const [, calls] = /cmdstat_xrevrange:calls=(\d+)/.exec(await redis.cli('INFO', 'commandstats')) ?? [];
    expect(Number(calls)).to.be.within(5, 10);
  });

  it('keeps ten thousand entries', async function () {
    this.timeout(60_000);
    const backend = await redis.open(clientKinds[0]!);
    for (let i = 0; i < 10_050; i += 150) {
      await Promise.all(Array.from({ length: 150 }, (_, n) => backend.set('a', `${(i + n) % 100}%`)));
    }
    expect(Number(await redis.cli('XLEN', LOG))).to.equal(10_000);
  });
});
