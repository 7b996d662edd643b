import { migrate, SqlBackend } from '@halyard/sql';
import { expect } from 'chai';
import mysql2 from 'mysql2';
import pg from 'pg';
import { dialectOf } from '../../packages/sql/src/dialects/dialects.js';
import { tableNames } from '../../packages/sql/src/dialects/table-names.js';
import { texts, untilHolds, untilState } from '../support/backend-events.js';
import { libsqlDriver, mysql2Driver, pgDriver, postgresDriver } from '../support/sql/sql-drivers.js';
import { PostgresServer } from '../support/sql/postgres-server.js';
import { SqlSuite } from '../support/sql/sql-suite.js';
import { UPSERT } from '../support/sql/sql-worlds.js';
import { until } from '../support/until.js';

/** No poll finds anything: a change that is not pushed is missed. */
const NO_POLL = { livePollMs: 3_600_000, pollMs: 3_600_000 };

for (const driver of [pgDriver, postgresDriver, libsqlDriver]) {
  describe(`SqlBackend, live over ${driver.name}`, () => {
    const suite = new SqlSuite(driver);

    it('sees a bare UPDATE, INSERT and DELETE by any client', async () => {
      await suite.change('a', 'on');
      const backend = await suite.open(NO_POLL);
      expect(backend.status()).to.include({ state: 'live' });
      await suite.sql("UPDATE feature_flags SET text = '25%' WHERE name = 'a'");
      await untilHolds(backend, { a: '25%' });
      await suite.sql("INSERT INTO feature_flags (name, text) VALUES ('b', 'on')");
      await untilHolds(backend, { a: '25%', b: 'on' });
      await suite.sql("DELETE FROM feature_flags WHERE name = 'a'");
      await untilHolds(backend, { b: 'on' });
    });

    it('sees a flag that gets another name', async () => {
      await suite.change('a', 'on');
      const backend = await suite.open(NO_POLL);
      await suite.sql("UPDATE feature_flags SET name = 'b' WHERE name = 'a'");
      await untilHolds(backend, { b: 'on' });
    });

    it('sees a statement that changes many flags', async () => {
      const backend = await suite.open(NO_POLL);
      await backend.setMany(new Map(Array.from({ length: 300 }, (_, i) => [`flag_${i}`, 'on'])));
      await suite.sql("UPDATE feature_flags SET text = 'off' WHERE name <> 'flag_7'");
      const expected = Array.from({ length: 300 }, (_, i) => [`flag_${i}`, i === 7 ? 'on' : 'off'] as const);
      await untilHolds(backend, Object.fromEntries(expected));
      await suite.sql('DELETE FROM feature_flags');
      await untilHolds(backend, {});
    });

    it('sees that another table took the place of its own, whose history is kept', async () => {
      await suite.change('a', 'on');
      const backend = await suite.open(NO_POLL);
      await suite.change('a', 'off');
      await untilHolds(backend, { a: 'off' });
      await suite.sql('DROP TABLE feature_flags');
      await migrate(suite.world.url);
      await suite.change('b', 'on');
      await untilHolds(backend, { b: 'on' });
    });

    it('sees what another process writes through Halyard', async () => {
      const [one, other] = [await suite.open(NO_POLL), await suite.open(NO_POLL)];
      await one.setMany(
        new Map([
          ['a', 'on'],
          ['b', '50%'],
        ]),
      );
      await untilHolds(other, { a: 'on', b: '50%' });
    });

    it('polls with live: false, and says why', async () => {
      const backend = await suite.open({ live: false, pollMs: 20 });
      expect(backend.status()).to.include({
        state: 'polling',
        reason: 'changes are polled for: the option "live" is off',
      });
      await suite.change('a', 'on');
      await untilHolds(backend, { a: 'on' });
    });
  });
}

describe('SqlBackend, live over PostgreSQL', () => {
  const suite = new SqlSuite(pgDriver);

  async function session(): Promise<pg.Client> {
    const client = new pg.Client(suite.world.url);
    await client.connect();
    suite.defer(() => client.end());
    return client;
  }

  it('is notified of names only, once for each statement', async () => {
    const listener = await session();
    const heard: unknown[] = [];
    const last = new Promise<void>((resolve) => {
      listener.on('notification', ({ payload = '' }) => {
        if (payload.includes('last')) resolve();
        heard.push(payload === '' ? payload : JSON.parse(payload));
      });
    });
    await listener.query('LISTEN "halyard:feature_flags"');
    await suite.sql("INSERT INTO feature_flags VALUES ('a', 'secret text'), ('b', 'on')");
    await suite.sql("UPDATE feature_flags SET text = 'off'");
    await suite.sql("UPDATE feature_flags SET text = 'off'");
    await suite.sql("DELETE FROM feature_flags WHERE name = 'a'");
    await suite.sql(
      "INSERT INTO feature_flags SELECT repeat('n', 200) || i, 'on' FROM generate_series(1, 100) AS i",
    );
    await suite.sql('TRUNCATE feature_flags');
    await suite.change('last', 'on');
    await last;
    expect(heard).to.deep.equal([['a', 'b'], ['a', 'b'], ['a'], '', '', ['last']]);
  });

  it('looks up what changed, and does not read all flags, also by the plan that the server keeps', async () => {
    await suite.sql("INSERT INTO feature_flags SELECT 'flag_' || i, 'on' FROM generate_series(1, 2000) AS i");
    await suite.sql('ANALYZE');
    const client = await session();
    const { changes } = dialectOf('the test', 'postgres').statements(tableNames('feature_flags'));
    await client.query(`PREPARE changes(bigint) AS ${changes}`);
    await client.query('SET plan_cache_mode = force_generic_plan');
    const { rows } = await client.query<{ 'QUERY PLAN': string }>('EXPLAIN EXECUTE changes(1)');
    const scans = rows.map((row) => row['QUERY PLAN']).filter((line) => / on feature_flags f/.test(line));
    expect(scans).to.have.lengthOf(3);
    for (const scan of scans) expect(scan).to.match(/Index Scan using feature_flags_pkey/);
  });

  it('sees a transaction as a whole, once it is committed', async () => {
    const backend = await suite.open(NO_POLL);
    const seen = new Set<string>();
    backend.subscribe(() => seen.add(JSON.stringify(texts(backend))));
    const writer = await session();
    await writer.query('BEGIN');
    await writer.query("INSERT INTO feature_flags VALUES ('a', 'on')");
    await writer.query("INSERT INTO feature_flags VALUES ('b', 'on')");
    await writer.query('SAVEPOINT one');
    await writer.query("INSERT INTO feature_flags VALUES ('c', 'on')");
    await writer.query('ROLLBACK TO one');
    await backend.refresh();
    expect(texts(backend)).to.deep.equal({});
    await writer.query('COMMIT');
    await untilHolds(backend, { a: 'on', b: 'on' });
    expect([...seen].filter((each) => each !== '{}')).to.deep.equal(['{"a":"on","b":"on"}']);
  });

  it('misses nothing of transactions that overlap', async () => {
    const backend = await suite.open(NO_POLL);
    const [first, second] = [await session(), await session()];
    await first.query('BEGIN');
    await first.query("INSERT INTO feature_flags VALUES ('a', 'on')");
    // It waits for the first one, so that a reader that has its change has the earlier one too.
    const waiting = second.query("INSERT INTO feature_flags VALUES ('b', 'on')");
    await backend.refresh();
    await first.query('COMMIT');
    await waiting;
    await untilHolds(backend, { a: 'on', b: 'on' });
  });

  it('goes on after a column was given another type', async () => {
    const states = new Set<string>();
    const backend = await suite.open(NO_POLL);
    backend.subscribe(() => states.add(backend.status().state));
    await suite.change('a', 'on');
    await untilHolds(backend, { a: 'on' });
    await suite.sql('ALTER TABLE feature_flags ALTER COLUMN text TYPE varchar(10000)');
    suite.defer(() => suite.sql('ALTER TABLE feature_flags ALTER COLUMN text TYPE text'));
    for (const text of ['off', '25%']) {
      await suite.change('a', text);
      await untilHolds(backend, { a: text });
    }
    expect([...states]).to.deep.equal(['live']);
  });

  it('sees TRUNCATE, and what follows', async () => {
    await suite.change('a', 'on');
    const backend = await suite.open(NO_POLL);
    await suite.sql('TRUNCATE feature_flags');
    await untilHolds(backend, {});
    await suite.change('b', 'on');
    await untilHolds(backend, { b: 'on' });
  });

  it('listens again after its connection was ended, having missed nothing', async () => {
    await suite.change('a', 'on');
    const backend = await suite.open(NO_POLL);
    await suite.sql(
      `SELECT pg_terminate_backend(pid), pg_sleep(0) FROM pg_stat_activity
       WHERE application_name = 'halyard' AND datname = current_database()`,
    );
    await suite.change('a', 'off');
    await untilHolds(backend, { a: 'off' });
    await untilState(backend, 'live');
    await suite.change('a', '25%');
    await untilHolds(backend, { a: '25%' });
  });

  it('is not disturbed by a forged notification', async () => {
    await suite.change('a', 'on');
    const backend = await suite.open(NO_POLL);
    for (const payload of ['', 'x', '["a"]', '{"a":"off"}']) {
      await suite.sql('SELECT pg_notify($1, $2)', ['halyard:feature_flags', payload]);
    }
    await suite.change('b', 'on');
    await untilHolds(backend, { a: 'on', b: 'on' });
  });
});

describe('SqlBackend over a standby of PostgreSQL', () => {
  let primary: PostgresServer;
  let standby: PostgresServer;
  let backend: SqlBackend;

  before(async () => {
    primary = await PostgresServer.start();
    await migrate(primary.url);
    standby = await primary.startStandby();
  });

  after(async () => {
    await backend.close();
    await standby.process.stop();
    await primary.process.stop();
  });

  it('polls, says why, and is refused writes', async () => {
    backend = new SqlBackend(standby.url, { pollMs: 50 });
    await until('the tables are there', async () => {
      await backend.open();
      return backend.refresh().then(() => true);
    });
    expect(backend.status()).to.include({
      state: 'polling',
      reason: 'changes are polled for: LISTEN is refused: cannot execute LISTEN during recovery',
    });
    await primary.sql(UPSERT.postgres, ['a', 'on']);
    await untilHolds(backend, { a: 'on' });
    const refused: unknown = await backend.set('a', false).catch((error: unknown) => error);
    expect((refused as Error).message).to.match(/the database is read-only: /);
  });
});

describe('SqlBackend over SQLite', () => {
  const suite = new SqlSuite(libsqlDriver);

  it('sees INSERT OR REPLACE', async () => {
    await suite.change('a', 'on');
    const backend = await suite.open(NO_POLL);
    await suite.sql("INSERT OR REPLACE INTO feature_flags (name, text) VALUES ('a', 'off')");
    await untilHolds(backend, { a: 'off' });
    const [entry] = await backend.history();
    expect(entry).to.include({ name: 'a', before: 'on', after: 'off' });
  });

  it('sees a change over the connection that it shares with the app', async () => {
    const { source, end } = libsqlDriver.connect(suite.world.url);
    suite.defer(end);
    const backend = new SqlBackend(source, NO_POLL);
    suite.defer(() => backend.close());
    await backend.open();
    (source as { exec(sql: string): void }).exec("INSERT INTO feature_flags (name, text) VALUES ('a', 'on')");
    await untilHolds(backend, { a: 'on' });
  });
});

describe('SqlBackend over MariaDB', () => {
  const suite = new SqlSuite(mysql2Driver);

  it('polls, says so, and reads only what changed', async () => {
    await suite.change('a', 'on');
    const backend = await suite.open({ pollMs: 20 });
    expect(backend.status()).to.include({
      state: 'polling',
      reason: 'changes are polled for: MySQL does not push changes',
    });
    await suite.sql("UPDATE feature_flags SET text = '25%' WHERE name = 'a'");
    await untilHolds(backend, { a: '25%' });
  });

  it('sees TRUNCATE, for which MySQL runs no trigger', async () => {
    await suite.change('a', 'on');
    const backend = await suite.open({ pollMs: 20 });
    await suite.sql('TRUNCATE TABLE feature_flags');
    await untilHolds(backend, {});
    await suite.change('b', 'on');
    await untilHolds(backend, { b: 'on' });
  });

  it('sees a change after its history was truncated, whose ids begin anew', async () => {
    await suite.sql('TRUNCATE TABLE feature_flags_history');
    await suite.change('a', 'on');
    const backend = suite.backend({ pollMs: 20 });
    await backend.open();
    await suite.sql(
      "LOCK TABLES feature_flags_history WRITE, feature_flags WRITE, feature_flags_meta WRITE; TRUNCATE TABLE feature_flags_history; UPDATE feature_flags SET text = '25%'; UNLOCK TABLES",
    );
    await untilHolds(backend, { a: '25%' });
  });

  const withPool = async (options: mysql2.PoolOptions, statement?: string): Promise<SqlBackend> => {
    const pool = mysql2.createPool({ uri: suite.world.url, ...options });
    if (statement !== undefined) pool.on('connection', (made) => made.query(statement));
    suite.defer(() => pool.promise().end());
    const backend = new SqlBackend(pool, { pollMs: 20 });
    suite.defer(() => backend.close());
    await backend.open();
    return backend;
  };

  it('says that it would see no change where autocommit is off', async () => {
    const backend = await withPool({}, 'SET autocommit = 0');
    expect(backend.status()).to.include({ state: 'failed' });
    expect(backend.status().reason).to.match(/^autocommit is off for this connection/);
  });

  it('sees changes with a URL, although the server has autocommit off', async () => {
    await suite.sql("SET GLOBAL init_connect = 'SET autocommit = 0'");
    suite.defer(() => suite.sql("SET GLOBAL init_connect = ''"));
    // The server runs it for users who are no administrators.
    await suite.sql('GRANT SELECT ON * TO ana@"%"');
    const backend = new SqlBackend(suite.world.url.replace('admin@', 'ana:right@'), { pollMs: 20 });
    suite.defer(() => backend.close());
    await backend.open();
    await suite.change('a', 'on');
    await untilHolds(backend, { a: 'on' });
  });

  it('stores every character over a connection that can not hold it, and says what it lacks', async () => {
    const backend = await withPool({ charset: 'utf8_general_ci' });
    await backend.set('a', 'users:\u{1f600}', { comment: 'é\u{1f600}' });
    const other = await suite.open({ pollMs: 20 });
    expect(texts(other)).to.deep.equal({ a: 'users:\u{1f600}' });
    expect((await other.history())[0]).to.include({ comment: 'é\u{1f600}' });
    expect(backend.status().problem).to.match(/the character set utf8(?:mb3)?, which loses characters/);
    expect(other.status().problem).to.equal(undefined);
  });

  it('takes a pool whose rows have another form', async () => {
    await suite.change('a', 'on');
    expect(texts(await withPool({ rowsAsArray: true }))).to.deep.equal({ a: 'on' });
    expect(texts(await withPool({ nestTables: true }))).to.deep.equal({ a: 'on' });
  });

  it('sees REPLACE, and a text that differs in a blank only', async () => {
    await suite.change('a', 'on');
    const backend = await suite.open({ pollMs: 20 });
    await suite.sql("REPLACE INTO feature_flags (name, text) VALUES ('a', 'off')");
    await untilHolds(backend, { a: 'off' });
    await suite.sql("UPDATE feature_flags SET text = 'off ' WHERE name = 'a'");
    await untilHolds(backend, { a: 'off ' });
  });
});
