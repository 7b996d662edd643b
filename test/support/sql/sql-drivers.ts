import type { DialectName, SqlSource } from '@halyard/sql';
import knex, { type Knex } from 'knex';
import { CompiledQuery, Kysely, MysqlDialect, PostgresDialect, SqliteDialect } from 'kysely';
import Libsql from 'libsql';
import mysql2 from 'mysql2';
import mysql2promise from 'mysql2/promise';
import { createRequire } from 'node:module';
import pg from 'pg';
import postgres from 'postgres';

/** A client of the test's own, as an application has one. */
export interface SqlClient {
  readonly source: SqlSource;
  end(): Promise<unknown>;
}

/** A way for an application to use a database. */
export interface SqlDriver {
  readonly name: string;
  readonly dialect: DialectName;
  connect(url: string): SqlClient;
}

const quietly = (pool: pg.Pool): pg.Pool => pool.on('error', () => {});
const fileOf = (url: string): string => url.replace('sqlite:', '');

export const pgDriver: SqlDriver = {
  name: 'pg',
  dialect: 'postgres',
  connect(url) {
    const pool = quietly(new pg.Pool({ connectionString: url }));
    return { source: pool, end: () => pool.end() };
  },
};

export const postgresDriver: SqlDriver = {
  name: 'postgres',
  dialect: 'postgres',
  connect(url) {
    // Names of columns in the application's own way.
    const sql = postgres(url, { transform: postgres.camel });
    return { source: sql, end: () => sql.end({ timeout: 0 }) };
  },
};

export const mysql2Driver: SqlDriver = {
  name: 'mysql2',
  dialect: 'mysql',
  connect(url) {
    const pool = mysql2.createPool({ uri: url });
    return { source: pool, end: () => pool.promise().end() };
  },
};

export const libsqlDriver: SqlDriver = {
  name: 'libsql',
  dialect: 'sqlite',
  connect(url) {
    const database = new Libsql(fileOf(url));
    return { source: database, end: async () => database.close() };
  },
};

/** The drivers that every test of a dialect runs over. */
export const mainDrivers: readonly SqlDriver[] = [pgDriver, mysql2Driver, libsqlDriver];

/** The other ways. */
export const otherDrivers: readonly SqlDriver[] = [
  postgresDriver,
  {
    name: 'mysql2/promise',
    dialect: 'mysql',
    connect(url) {
      const pool = mysql2promise.createPool({ uri: url });
      return { source: pool, end: () => pool.end() };
    },
  },
  ...(['postgres', 'mysql', 'sqlite'] as const).flatMap((dialect) => [
    { name: `kysely, ${dialect}`, dialect, connect: (url: string) => kyselyClient(dialect, url) },
    { name: `knex, ${dialect}`, dialect, connect: (url: string) => knexClient(dialect, url) },
  ]),
  ...(['postgres', 'mysql', 'sqlite'] as const).map((dialect) => ({
    name: `a URL, ${dialect}`,
    dialect,
    connect: (url: string) => ({ source: url, end: async () => {} }),
  })),
];

function kyselyClient(dialect: DialectName, url: string): SqlClient {
  const dialects = {
    postgres: () => new PostgresDialect({ pool: quietly(new pg.Pool({ connectionString: url })) }),
    mysql: () => new MysqlDialect({ pool: mysql2.createPool({ uri: url }) }),
    sqlite: () => new SqliteDialect({ database: new Libsql(fileOf(url)) }),
  };
  const db = new Kysely<unknown>({ dialect: dialects[dialect]() });
  return {
    source: {
      dialect,
      query: async (sql, params) => {
        const { rows } = await db.executeQuery(CompiledQuery.raw(sql, [...params]));
        return rows as Record<string, unknown>[];
      },
    },
    end: () => db.destroy(),
  };
}

function knexClient(dialect: DialectName, url: string): SqlClient {
  const db = knex(knexConfig(dialect, url));
  return {
    source: {
      dialect,
      query: async (sql, params) => {
        // Knex has its own parameters, and no escape for a question mark.
        const answer: unknown = await db.raw(sql.replaceAll(/\$\d+/g, '?'), [...params]);
        if (dialect === 'postgres') return (answer as { rows: Record<string, unknown>[] }).rows;
        const rows = dialect === 'mysql' ? (answer as unknown[])[0] : answer;
        return Array.isArray(rows) ? rows : [];
      },
    },
    end: () => db.destroy(),
  };
}

function knexConfig(dialect: DialectName, url: string): Knex.Config {
  if (dialect !== 'sqlite') return { client: dialect === 'postgres' ? 'pg' : 'mysql2', connection: url };
  // libsql takes the place of better-sqlite3, whose interface it has.
  const require = createRequire(import.meta.url);
  const BetterSqlite3 = require('knex/lib/dialects/better-sqlite3') as typeof Knex.Client;
  class LibsqlClient extends BetterSqlite3 {
    _driver(): unknown {
      return Libsql;
    }
  }
  return { client: LibsqlClient, connection: { filename: fileOf(url) }, useNullAsDefault: true };
}
