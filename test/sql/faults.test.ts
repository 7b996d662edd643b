import { isHalyardError } from '@halyard/core';
import { migrate, SqlBackend, type SqlBackendOptions } from '@halyard/sql';
import { expect } from 'chai';
import mysql2 from 'mysql2/promise';
import pg from 'pg';
import { texts, untilHolds, untilState } from '../support/backend-events.js';
import { MariadbServer } from '../support/sql/mariadb-server.js';
import { PostgresServer } from '../support/sql/postgres-server.js';
import { mysql2Driver, pgDriver, postgresDriver, type SqlDriver } from '../support/sql/sql-drivers.js';
import { UPSERT } from '../support/sql/sql-worlds.js';
import { TcpProxy } from '../support/tcp-proxy.js';
import { eventually, until } from '../support/until.js';

const OPTIONS: SqlBackendOptions = {
  pollMs: 200,
  livePollMs: 1000,
  loadTimeoutMs: 1000,
  writeTimeoutMs: 2000,
};
/** From the end of a fault to the flip that was made during it. */
const BOUND_MS = 15_000;

/** Two sessions of a database's own clients, in which transactions can be held open. */
type Session = (sql: string) => Promise<unknown>;

const drivers: readonly SqlDriver[] = [pgDriver, postgresDriver, mysql2Driver];

for (const driver of drivers) {
  const { dialect } = driver;
  describe(`SqlBackend over ${driver.name}, when the database fails`, function () {
    this.timeout(60_000);
    const cleanups: (() => unknown)[] = [];
    let server: PostgresServer | MariadbServer;
    let network: TcpProxy;
    let backend: SqlBackend;

    before(async () => {
      server = dialect === 'postgres' ? await PostgresServer.start() : await MariadbServer.start();
      await migrate(server.url);
      network = await TcpProxy.start(server.address);
    });

    after(async () => {
      await network.close();
      await server.process.stop();
    });

    beforeEach(async () => {
      await server.sql('DELETE FROM feature_flags');
      await store('a', 'on');
      const client = driver.connect(server.url.replace(String(server.port), String(network.port)));
      backend = new SqlBackend(client.source, OPTIONS);
      cleanups.unshift(() => client.end());
      cleanups.unshift(() => backend.close());
      await backend.open();
      await untilHolds(backend, { a: 'on' });
    });

    afterEach(async () => {
      server.process.resume();
      network.restore();
      for (const cleanup of cleanups.splice(0)) await cleanup();
    });

    /** Stores a flag past the network, once the server takes it. */
    const store = (name: string, text: string): Promise<unknown> =>
      eventually(`${name} is stored`, async () => {
        await server.sql(UPSERT[dialect], [name, text]);
        return true;
      });

    async function session(): Promise<Session> {
      if (dialect === 'postgres') {
        const client = new pg.Client(server.url);
        client.on('error', () => {});
        await client.connect();
        cleanups.unshift(() => client.end());
        return (sql) => client.query(sql);
      }
      const client = await mysql2.createConnection(server.url);
      cleanups.unshift(() => client.end());
      return (sql) => client.query(sql);
    }

    /** The last flags answer meanwhile, and the backend has the flip that was made meanwhile soon after. */
    async function recovers(state: string): Promise<void> {
      await untilHolds(backend, { a: 'off' }, BOUND_MS);
      await untilState(backend, state, undefined, BOUND_MS);
      await backend.set('a', '25%');
      expect(texts(backend)).to.deep.equal({ a: '25%' });
    }

    const healthy = dialect === 'postgres' ? 'live' : 'polling';

    it('killed, and restarted with its data', async () => {
      await server.process.kill();
      await untilState(backend, 'stale', /can't be reached/);
      expect(texts(backend)).to.deep.equal({ a: 'on' });
      await server.restart();
      await store('a', 'off');
      await recovers(healthy);
    });

    it('hung', async () => {
      server.process.pause();
      await untilState(backend, 'stale', /no answer within 1000 ms/);
      // The server may still do it when it goes on.
      const refused: unknown = await backend.set('a', false).catch((error: unknown) => error);
      expect(isHalyardError(refused), String(refused)).to.equal(true);
      expect((refused as { code: string }).code).to.be.oneOf(['UNKNOWN_OUTCOME', 'STORE_FAILED']);
      server.process.resume();
      await store('a', 'off');
      await recovers(healthy);
    });

    it('cut off, connection by connection', async () => {
      network.cut();
      await store('a', 'off');
      await recovers(healthy);
    });

    it('cut off for a while', async () => {
      network.refuse();
      await untilState(backend, 'stale');
      await store('a', 'off');
      network.restore();
      await recovers(healthy);
    });

    it('reached by a network that swallows everything', async () => {
      network.blackHole();
      await untilState(backend, 'stale', /no answer within 1000 ms/);
      await store('a', 'off');
      network.restore();
      await recovers(healthy);
    });

    it('a write whose answer is lost', async () => {
      await backend.set('a', '50%');
      network.dropReplies();
      const lost: unknown = await backend.set('a', false).catch((error: unknown) => error);
      expect(isHalyardError(lost, 'UNKNOWN_OUTCOME'), String(lost)).to.equal(true);
      network.restore();
      await recovers(healthy);
    });

    it('read-only', async () => {
      const admin = await session();
      if (dialect === 'postgres') {
        await admin('ALTER SYSTEM SET default_transaction_read_only = on');
        await admin('SELECT pg_reload_conf()');
      } else {
        await admin(
          "GRANT SELECT, INSERT, UPDATE, DELETE, EXECUTE ON flags.* TO reader@'%' IDENTIFIED BY ''",
        );
        await admin('SET GLOBAL read_only = 1');
      }
      const reader =
        dialect === 'postgres' ? backend : new SqlBackend(server.url.replace('admin', 'reader'), OPTIONS);
      if (reader !== backend) cleanups.unshift(() => reader.close());
      await reader.open();
      await untilHolds(reader, { a: 'on' });
      await eventually('a write is refused', async () => {
        const refused: unknown = await reader.set('a', '10%').catch((error: unknown) => error);
        if (!isHalyardError(refused, 'STORE_FAILED')) return false;
        expect(refused.message).to.match(/the database is read-only: /);
        return true;
      });
      expect(reader.status().state).to.be.oneOf(['live', 'polling']);
      if (dialect === 'postgres') {
        await admin('SET transaction_read_only = off');
        await admin('SET default_transaction_read_only = off');
        await admin('ALTER SYSTEM RESET default_transaction_read_only');
        await admin('SELECT pg_reload_conf()');
      } else await admin('SET GLOBAL read_only = 0');
      await store('a', 'off');
      await eventually('a write is taken', () => reader.set('a', '25%').then(() => true));
    });

    for (const first of [
      "SELECT text FROM feature_flags WHERE name = 'a' FOR UPDATE",
      "UPDATE feature_flags SET text = '10%' WHERE name = 'b'",
    ]) {
      it(`a deadlock with a transaction that begins with ${first.split(' ')[0]}`, async () => {
        await store('b', 'on');
        const other = await session();
        await other('BEGIN');
        await other(first);
        const write = backend.set('a', false);
        // MariaDB looks for waiting transactions only if it was not asked for 100 ms.
        await until('the write waits', async () => (await waiting(server, dialect)) > 0, 5000, 200);
        await other("UPDATE feature_flags SET text = '20%'").then(
          () => other('COMMIT'),
          () => other('ROLLBACK'),
        );
        await write;
        const [row] = await server.sql("SELECT text FROM feature_flags WHERE name = 'a'");
        expect(row).to.deep.equal({ text: 'off' });
      });
    }

    it('another transaction that holds the flags: reads go on, and the write says so', async () => {
      const other = await session();
      await other('BEGIN');
      await other("UPDATE feature_flags SET text = '10%' WHERE name = 'a'");
      const patient = new SqlBackend(server.url, { ...OPTIONS, writeTimeoutMs: 10_000 });
      cleanups.unshift(() => patient.close());
      await patient.open();
      const refused: unknown = await patient.set('b', true).catch((error: unknown) => error);
      expect(isHalyardError(refused, 'STORE_FAILED'), String(refused)).to.equal(true);
      expect((refused as Error).message).to.match(/another transaction holds the flags: /);
      expect(patient.status().state).to.equal(healthy);
      await other('ROLLBACK');
      await patient.set('b', true);
      expect(texts(patient)).to.deep.equal({ a: 'on', b: 'on' });
    });
  });
}

/** How many sessions wait for a lock. */
async function waiting(server: PostgresServer | MariadbServer, dialect: string): Promise<number> {
  const sql =
    dialect === 'postgres'
      ? 'SELECT count(*) AS count FROM pg_locks WHERE NOT granted'
      : "SELECT count(*) AS count FROM information_schema.innodb_trx WHERE trx_state = 'LOCK WAIT'";
  return Number((await server.sql(sql))[0]!['count']);
}
