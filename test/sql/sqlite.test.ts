import { isHalyardError } from '@halyard/core';
import { migrate, SqlBackend } from '@halyard/sql';
import { expect } from 'chai';
import Libsql from 'libsql';
import { renameSync, rmSync } from 'node:fs';
import { texts, untilHolds, untilState } from '../support/backend-events.js';
import { libsqlDriver } from '../support/sql/sql-drivers.js';
import { SqliteFile } from '../support/sql/sqlite-file.js';
import { SqlSuite } from '../support/sql/sql-suite.js';

for (const mode of ['delete', 'wal']) {
  describe(`SqlBackend over a SQLite file with journal mode ${mode}`, () => {
    const suite = new SqlSuite(libsqlDriver);
    let other: Libsql.Database;
    let backend: SqlBackend;

    beforeEach(async () => {
      await suite.sql(`PRAGMA journal_mode = ${mode}`);
      other = new Libsql(suite.world.url.replace('sqlite:', ''));
      suite.defer(() => other.close());
      backend = new SqlBackend(suite.world.url, { livePollMs: 3_600_000, writeTimeoutMs: 10_000 });
      suite.defer(() => backend.close());
      await backend.open();
    });

    it('waits for another writer, even of this process', async () => {
      other.exec('BEGIN IMMEDIATE');
      other.exec("INSERT INTO feature_flags (name, text) VALUES ('a', 'on')");
      const write = backend.set('b', true);
      await new Promise((resolve) => setImmediate(resolve));
      other.exec('COMMIT');
      await write;
      await untilHolds(backend, { a: 'on', b: 'on' });
    });

    it('reads once an exclusive writer has committed, and stays fresh meanwhile', async () => {
      const states = new Set<string>();
      backend.subscribe(() => states.add(backend.status().state));
      other.exec('BEGIN EXCLUSIVE');
      other.exec("INSERT INTO feature_flags (name, text) VALUES ('a', 'on')");
      const refreshed = backend.refresh();
      await new Promise((resolve) => setImmediate(resolve));
      other.exec('COMMIT');
      await refreshed;
      await untilHolds(backend, { a: 'on' });
      expect([...states]).to.deep.equal(['live']);
    });

    it('says so when another writer holds the file', async () => {
      other.exec('BEGIN IMMEDIATE');
      const refused: unknown = await backend.set('a', true).catch((error: unknown) => error);
      expect(isHalyardError(refused, 'STORE_FAILED'), String(refused)).to.equal(true);
      expect((refused as Error).message).to.match(
        /another transaction holds the flags: SQLite answers ".*locked"$/,
      );
      other.exec('ROLLBACK');
      await backend.set('a', true);
      expect(texts(backend)).to.deep.equal({ a: 'on' });
    });
  });
}

describe('SqlBackend over a SQLite file that another one takes the place of', () => {
  let file: SqliteFile;
  let backend: SqlBackend;

  beforeEach(async () => {
    file = new SqliteFile();
    await migrate(file.url);
    backend = new SqlBackend(file.url, { livePollMs: 3_600_000 });
    await backend.set('a', true);
    await backend.open();
  });
  afterEach(async () => {
    await backend.close();
    await file.stop();
  });

  const sql = (path: string, statement: string): void => {
    const database = new Libsql(path);
    database.exec(statement);
    database.close();
  };

  it('reads the other one, and loses no write in the old one', async () => {
    const backup = `${file.path}.backup`;
    await migrate(`sqlite:${backup}`);
    sql(backup, "INSERT INTO feature_flags (name, text) VALUES ('b', '25%')");
    renameSync(backup, file.path);
    const refused: unknown = await backend.set('c', true).catch((error: unknown) => error);
    expect(isHalyardError(refused, 'STORE_FAILED'), String(refused)).to.equal(true);
    expect((refused as Error).message).to.match(/was removed, or another one took its place$/);
    await untilHolds(backend, { b: '25%' });
    await backend.set('c', true);
    expect(await file.sql('SELECT name FROM feature_flags ORDER BY name')).to.deep.equal([
      { name: 'b' },
      { name: 'c' },
    ]);
  });

  it('is stale while there is none', async () => {
    rmSync(file.path);
    await untilState(backend, 'stale', /does not exist/);
    expect(texts(backend)).to.deep.equal({ a: 'on' });
  });
});
