import { isHalyardError } from '@halyard/core';
import { expect } from 'chai';
import { texts, untilHolds } from '../support/backend-events.js';
import { otherDrivers } from '../support/sql/sql-drivers.js';
import { SqlSuite } from '../support/sql/sql-suite.js';

const OPTIONS = { pollMs: 50 };
const NAMES = ['__proto__', 'a/b', '100%', 'grün', '🚩', "';--", '"', '\\', '?', 'a$1', ':name'];

for (const driver of otherDrivers) {
  describe(`SqlBackend over ${driver.name}`, () => {
    const suite = new SqlSuite(driver);

    it('reads the flags, with their times', async () => {
      await suite.change('a', 'on');
      const before = Date.now();
      const backend = await suite.open(OPTIONS);
      expect(texts(backend)).to.deep.equal({ a: 'on' });
      const { createdAt, updatedAt } = backend.snapshot.get('a')!;
      expect(createdAt).to.be.within(before - 60_000, Date.now() + 1000);
      expect(updatedAt).to.equal(createdAt);
    });

    it('is live or polls', async () => {
      const backend = await suite.open(OPTIONS);
      expect(backend.status().state).to.be.oneOf(['live', 'polling']);
    });

    it('sees changes from outside', async () => {
      const backend = await suite.open(OPTIONS);
      await suite.change('a', 'on');
      await untilHolds(backend, { a: 'on' });
      await suite.change('a', '25%');
      await untilHolds(backend, { a: '25%' });
      await suite.change('a', undefined);
      await untilHolds(backend, {});
    });

    it('stores, changes and removes flags', async () => {
      const backend = await suite.open(OPTIONS);
      await backend.set('a', true);
      await backend.set('a', (current) => ({ ...current!.definition, description: 'kept' }));
      expect(await suite.sql('SELECT name, text FROM feature_flags')).to.deep.equal([
        { name: 'a', text: '{"description":"kept"}' },
      ]);
      expect(await backend.delete('a')).to.equal(true);
      expect(await suite.sql('SELECT name FROM feature_flags')).to.deep.equal([]);
    });

    it('takes any name and any text', async () => {
      const backend = await suite.open(OPTIONS);
      const flags = NAMES.map((name) => [name, { description: `${name} it's a \\ and a \n` }] as const);
      await backend.setMany(new Map(flags));
      const other = await suite.open(OPTIONS);
      expect(texts(other)).to.deep.equal(texts(backend));
      expect(Object.keys(texts(other))).to.have.members(NAMES);
    });

    it('refuses a text that it would cut off, and stores nothing', async () => {
      const backend = await suite.open(OPTIONS);
      for (const written of [
        backend.set('a', 'users:ana\0bob'),
        backend.set('a', true, { actor: 'ana\0bob' }),
        backend.set('a', true, { comment: 'why\0' }),
      ]) {
        const refused = await written.catch((error: unknown) => error);
        expect(isHalyardError(refused, 'STORE_FAILED'), String(refused)).to.equal(true);
        expect(String(refused)).to.match(/"a" was not stored: the (?:text|actor|comment) has .* U\+0000/);
      }
      expect(await suite.sql('SELECT name FROM feature_flags')).to.deep.equal([]);
    });

    it('stores many flags together', async () => {
      const backend = await suite.open(OPTIONS);
      const many = Array.from({ length: 500 }, (_, i) => [`flag_${i}`, `${i % 100}%`] as const);
      await backend.setMany(new Map(many));
      await backend.refresh();
      expect(texts(backend)).to.deep.equal(Object.fromEntries(many));
    });

    it('stores nothing over a text that it has not seen', async () => {
      const backend = await suite.open({ ...OPTIONS, pollMs: 60_000, livePollMs: 60_000, live: false });
      const { version } = (await backend.set('a', true), backend.snapshot.get('a')!);
      await suite.change('a', '50%');
      const refused = await backend.set('a', false, { ifVersion: version }).catch((error: unknown) => error);
      expect(isHalyardError(refused, 'CONFLICT'), String(refused)).to.equal(true);
      await backend.refresh();
      expect(texts(backend)).to.deep.equal({ a: '50%' });
    });

    it('makes a new flag from what another writer stored first', async () => {
      const [one, other] = [await suite.open(OPTIONS), await suite.open(OPTIONS)];
      await one.set('counter', { default: 0, rules: [] });
      const add = (backend: typeof one) =>
        backend.set('counter', (current) => ({
          ...current!.definition,
          default: (current!.definition.default as number) + 1,
        }));
      await other.refresh();
      await Promise.all([add(one), add(other), add(one), add(other)]);
      await one.refresh();
      expect(one.snapshot.get('counter')?.definition.default).to.equal(4);
    });

    it('keeps a history', async () => {
      const backend = await suite.open(OPTIONS);
      await backend.set('a', '25%', { actor: 'ana', comment: 'a quarter' });
      await suite.change('a', 'on');
      const [second, first] = await backend.history({ name: 'a' });
      expect(first).to.include({ before: null, after: '25%', actor: 'ana', comment: 'a quarter' });
      expect(second).to.include({ before: '25%', after: 'on' }).and.not.have.property('actor');
      expect(await backend.history({ before: second!.id })).to.deep.equal([first]);
    });

    it('says that the tables are missing, and reads them once they are there', async () => {
      const backend = suite.backend({ ...OPTIONS, table: 'later_flags' });
      await backend.open();
      expect(backend.status()).to.include({ state: 'failed' });
      expect(backend.status().reason).to.match(
        /the table "later_flags" .* does not exist: run "halyard sql migrate/,
      );
      const { migrate } = await import('@halyard/sql');
      await migrate(suite.world.url, { table: 'later_flags' });
      await backend.refresh();
      expect(backend.status().flags).to.equal(0);
    });
  });
}
