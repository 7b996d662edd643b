import type { DialectName } from '@halyard/sql';
import { MariadbServer } from './mariadb-server.js';
import { PostgresServer } from './postgres-server.js';
import { SqliteFile } from './sqlite-file.js';

/** A database that tests use and change from outside. */
export interface SqlWorld {
  readonly url: string;
  /** Runs a statement over a connection of the test's own. Parameters are `$1` in PostgreSQL and `?` elsewhere. */
  sql(text: string, params?: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
  stop(): Promise<void>;
}

/** The servers of this process, each started when it is first needed. */
const servers: { postgres?: Promise<PostgresServer>; mysql?: Promise<MariadbServer> } = {};
let databases = 0;

/** A new database on this process's server of the dialect, or a new file. */
export async function startWorld(dialect: DialectName): Promise<SqlWorld> {
  if (dialect === 'sqlite') return new SqliteFile();
  const server = await (dialect === 'postgres'
    ? (servers.postgres ??= PostgresServer.start())
    : (servers.mysql ??= MariadbServer.start()));
  server.process.unref();
  const database = `world_${++databases}`;
  await server.sql(`CREATE DATABASE ${database}`);
  return {
    url: server.urlOf(database),
    sql: (text, params) => server.sql(text, params, database),
    stop: async () => {
      await server.sql(`DROP DATABASE ${database}${dialect === 'postgres' ? ' WITH (FORCE)' : ''}`);
    },
  };
}

/** The statement by which any client stores a flag, whether or not it is there. */
export const UPSERT: Readonly<Record<DialectName, string>> = {
  postgres:
    'INSERT INTO feature_flags (name, text) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET text = excluded.text',
  mysql: 'INSERT INTO feature_flags (name, text) VALUES (?, ?) ON DUPLICATE KEY UPDATE text = VALUES(text)',
  sqlite:
    'INSERT INTO feature_flags (name, text) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET text = excluded.text',
};

/** The statement by which any client removes a flag. */
export const REMOVE: Readonly<Record<DialectName, string>> = {
  postgres: 'DELETE FROM feature_flags WHERE name = $1',
  mysql: 'DELETE FROM feature_flags WHERE name = ?',
  sqlite: 'DELETE FROM feature_flags WHERE name = ?',
};
