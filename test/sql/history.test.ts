import { expect } from 'chai';
import { untilHolds } from '../support/backend-events.js';
import { mainDrivers } from '../support/sql/sql-drivers.js';
import { SqlSuite } from '../support/sql/sql-suite.js';

const OPTIONS = { pollMs: 20 };

for (const driver of mainDrivers) {
  describe(`the history of a SqlBackend over ${driver.name}`, () => {
    const suite = new SqlSuite(driver);

    it('has every change, those by other clients without an author', async () => {
      const backend = await suite.open(OPTIONS);
      await backend.set('a', '25%', { actor: 'ana', comment: 'a quarter' });
      await suite.change('a', 'on');
      await backend.delete('a', { actor: 'bob' });
      const before = Date.now();
      const entries = await backend.history();
      expect(entries.map(({ id: _id, at: _at, ...rest }) => rest)).to.deep.equal([
        { name: 'a', before: 'on', after: null, actor: 'bob' },
        { name: 'a', before: '25%', after: 'on' },
        { name: 'a', before: null, after: '25%', actor: 'ana', comment: 'a quarter' },
      ]);
      for (const { at } of entries) expect(at).to.be.within(before - 60_000, Date.now() + 1000);
    });

    const named = {
      postgres: "BEGIN; SET LOCAL halyard.actor = 'eve'; UPDATE feature_flags SET text = 'off'; COMMIT",
      mysql: "SET @halyard_actor = 'eve'; UPDATE feature_flags SET text = 'off'",
      sqlite: undefined,
    }[driver.dialect];
    if (named !== undefined) {
      it('has the author that another client names', async () => {
        const backend = await suite.open(OPTIONS);
        await backend.set('a', true, { actor: 'ana' });
        await suite.sql(named);
        await suite.change('a', '5%');
        const actors = (await backend.history()).map(({ actor }) => actor);
        expect(actors).to.deep.equal([undefined, 'eve', 'ana']);
      });
    }

    it('has no entry where the text stayed the same', async () => {
      const backend = await suite.open(OPTIONS);
      await backend.set('a', true, { actor: 'ana' });
      await backend.set('a', true, { actor: 'bob' });
      await suite.change('a', 'on');
      await backend.delete('b');
      expect((await backend.history()).map(({ actor }) => actor)).to.deep.equal(['ana']);
    });

    it('has both names of a flag that got another one', async () => {
      await suite.change('a', 'on');
      const backend = await suite.open(OPTIONS);
      await suite.sql("UPDATE feature_flags SET name = 'b' WHERE name = 'a'");
      await untilHolds(backend, { b: 'on' });
      const last = (await backend.history({ limit: 2 })).map(({ name, before, after }) => [
        name,
        before,
        after,
      ]);
      expect(last).to.have.deep.members([
        ['a', 'on', null],
        ['b', null, 'on'],
      ]);
    });

    it('is read in pages, also of one flag', async () => {
      const backend = await suite.open(OPTIONS);
      for (let i = 1; i <= 5; i++) {
        await backend.set('a', `${i}%`);
        await backend.set('b', `${i}%`);
      }
      const page = await backend.history({ name: 'a', limit: 2 });
      expect(page.map(({ after }) => after)).to.deep.equal(['5%', '4%']);
      const next = await backend.history({ name: 'a', limit: 2, before: page.at(-1)!.id });
      expect(next.map(({ after }) => after)).to.deep.equal(['3%', '2%']);
      expect(await backend.history({ before: 'nonsense' })).to.deep.equal([]);
      expect(await backend.history({ limit: 0 })).to.deep.equal([]);
      expect(await backend.history({ limit: Infinity })).to.have.length(10);
    });

    it('may be emptied at any time: no change is missed', async () => {
      const backend = await suite.open(OPTIONS);
      await backend.set('a', true);
      await suite.sql('DELETE FROM feature_flags_history');
      await suite.change('b', 'on');
      await untilHolds(backend, { a: 'on', b: 'on' });
      await suite.change('a', 'off');
      await suite.sql('DELETE FROM feature_flags_history');
      await suite.change('c', 'on');
      await untilHolds(backend, { a: 'off', b: 'on', c: 'on' });
    });

    it('may be emptied by the transaction of the first change that it has', async () => {
      await suite.change('a', 'on');
      await suite.sql('DELETE FROM feature_flags_history');
      const backend = await suite.open({ pollMs: 20, live: false });
      const statements = [
        'BEGIN',
        "UPDATE feature_flags SET text = '25%'",
        'DELETE FROM feature_flags_history',
        'COMMIT',
      ];
      // A statement of SQLite is prepared by itself, over the same connection.
      const isOne = driver.dialect !== 'sqlite';
      for (const each of isOne ? [statements.join('; ')] : statements) await suite.sql(each);
      await untilHolds(backend, { a: '25%' });
    });

    it('counts the changes of a row, and says when it was made and changed', async () => {
      const backend = await suite.open(OPTIONS);
      await suite.change('a', 'on');
      const row = async (): Promise<Record<string, unknown>> =>
        (await suite.sql("SELECT * FROM feature_flags WHERE name = 'a'"))[0]!;
      const made = await row();
      expect(Number(made['version'])).to.equal(1);
      await untilHolds(backend, { a: 'on' });
      const { createdAt } = backend.snapshot.get('a')!;
      await backend.set('a', false);
      await suite.change('a', 'off');
      await suite.change('a', 'on');
      expect(Number((await row())['version'])).to.equal(3);
      await backend.refresh();
      expect(backend.snapshot.get('a')!.createdAt).to.equal(createdAt);
      expect(backend.snapshot.get('a')!.updatedAt).to.be.at.least(createdAt!);
    });
  });
}
