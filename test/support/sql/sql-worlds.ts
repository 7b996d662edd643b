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

/** Starts the server of a dialect, or makes the file. */
export async function startWorld(dialect: DialectName): Promise<SqlWorld> {
  if (dialect === 'sqlite') return new SqliteFile();
  const server = dialect === 'postgres' ? await PostgresServer.start() : await MariadbServer.start();
  return {
    url: server.url,
    sql: (text, params) => server.sql(text, params),
    stop: () => server.process.stop(),
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
