import { migrate, migrationScript } from '@halyard/sql';
import { expect } from 'chai';
import { spawnSync } from 'node:child_process';
import { texts } from '../support/backend-events.js';
import { mainDrivers } from '../support/sql/sql-drivers.js';
import { SqlSuite } from '../support/sql/sql-suite.js';

/** Runs a script with the command line client of the database. */
function runScript(dialect: string, url: string, script: string): { status: number | null; stderr: string } {
  const { port, pathname } = dialect === 'sqlite' ? { port: '', pathname: '' } : new URL(url);
  const clients: Readonly<Record<string, readonly [string, ...string[]]>> = {
    postgres: ['psql', '-v', 'ON_ERROR_STOP=1', '-q', url],
    mysql: ['mariadb', '--no-defaults', '-h', '127.0.0.1', '-P', port, '-u', 'admin', pathname.slice(1)],
    sqlite: ['sqlite3', '-bail', url.replace('sqlite:', '')],
  };
  const [program, ...args] = clients[dialect]!;
  return spawnSync(program, args, { input: script, encoding: 'utf8' });
}

for (const driver of mainDrivers) {
  const { dialect } = driver;
  describe(`the migration for ${dialect}`, () => {
    const suite = new SqlSuite(driver);

    it('changes nothing that is there', async () => {
      await suite.change('a', 'on');
      await migrate(suite.world.url);
      await migrate(suite.world.url);
      const backend = await suite.open();
      expect(texts(backend)).to.deep.equal({ a: 'on' });
      expect(await backend.history()).to.have.length(1);
    });

    it('may run many times at once', async () => {
      const table = 'often_migrated';
      await Promise.all(Array.from({ length: 8 }, () => migrate(suite.world.url, { table })));
      const backend = await suite.open({ table });
      await backend.set('a', true);
      expect(texts(backend)).to.deep.equal({ a: 'on' });
    });

    it('takes a client of the app, and leaves it open', async () => {
      const client = driver.connect(suite.world.url);
      suite.defer(() => client.end());
      await migrate(client.source, { table: 'app_flags' });
      await migrate(client.source, { table: 'app_flags' });
      const backend = await suite.open({ table: 'app_flags' });
      expect(backend.status().flags).to.equal(0);
    });

    it('can be printed, for the command line client of the database', async () => {
      const table = `printed_for_${dialect}`;
      for (const _ of [1, 2]) {
        const { status, stderr } = runScript(dialect, suite.world.url, migrationScript(dialect, { table }));
        expect(status, stderr).to.equal(0);
      }
      const backend = await suite.open({ table });
      await backend.set('a', '25%', { actor: 'ana' });
      expect((await backend.history())[0]).to.include({ after: '25%', actor: 'ana' });
    });

    it('is asked for where the schema is older', async () => {
      await suite.sql('UPDATE feature_flags_meta SET schema_version = 0');
      const backend = await suite.open();
      const { state, reason } = backend.status();
      expect({ state, reason }).to.deep.equal({
        state: 'failed',
        reason:
          'the table "feature_flags" is not up to date: its schema has version 0, and 1 is needed; ' +
          'run "halyard sql migrate --url <url>"',
      });
      await migrate(suite.world.url);
      await backend.refresh();
    });

    it('may be that of a later version, which only adds', async () => {
      await suite.sql('UPDATE feature_flags_meta SET schema_version = 99');
      const backend = await suite.open();
      expect(backend.status().state).to.be.oneOf(['live', 'polling']);
      await migrate(suite.world.url);
      const [row] = await suite.sql('SELECT schema_version FROM feature_flags_meta');
      expect(row).to.deep.equal({ schema_version: 99 });
      await suite.sql('UPDATE feature_flags_meta SET schema_version = 1');
    });
  });
}
