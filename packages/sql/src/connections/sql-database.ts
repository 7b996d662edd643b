import type { OpenConnection, SqlRow, SqlValue } from './connection.js';
import type { DialectName } from '../dialects/dialect.js';

/**
 * Any other way to a database: a query builder, or a driver that Halyard does not know. Changes are polled for, except in
 * SQLite.
 */
export interface SqlDatabase {
  /** Which SQL it takes: `mysql` for MariaDB too. */
  readonly dialect: DialectName;
  /**
   * Runs one statement and resolves with its rows as objects, none where it has none. Parameters are `$1`, `$2` in
   * PostgreSQL, in order and each used once, and `?` elsewhere. A `CALL` in MySQL may resolve with the list of its results.
   * Rejects with the error of the driver.
   */
  query(sql: string, params: readonly SqlValue[]): Promise<readonly SqlRow[]>;
}

/** True for an object with a dialect and a query. */
export function isSqlDatabase(source: object): source is SqlDatabase {
  return 'dialect' in source && 'query' in source && typeof source.query === 'function';
}

/** Sends every statement to the caller's `query`. */
export function databaseConnections(database: SqlDatabase): OpenConnection {
  return () =>
    Promise.resolve({
      query: async (sql, params) => database.query(sql, params),
      end: () => {},
    });
}
