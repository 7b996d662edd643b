import type { OpenConnection, SqlConnection, SqlRow, SqlValue } from './connection.js';

/** A `Database` of `better-sqlite3` or `libsql`, or a `DatabaseSync` of `node:sqlite`. */
export interface SqliteDatabase {
  /** Prepares a statement. */
  prepare(sql: string): unknown;
  /** Runs statements without parameters. */
  exec(sql: string): unknown;
  /** Closes the database. Halyard does so only with one that it opened itself. */
  close(): unknown;
}

interface Statement {
  /** Whether it has rows. `node:sqlite` does not say. */
  readonly reader?: boolean;
  all(...params: readonly SqlValue[]): unknown[];
  run(...params: readonly SqlValue[]): unknown;
}

/** True for a database of one of these packages. */
export function isSqliteDatabase(source: object): source is SqliteDatabase {
  return 'prepare' in source && 'exec' in source && 'close' in source;
}

/** Uses a database of the caller's. */
export function sqliteConnections(database: SqliteDatabase): OpenConnection {
  return () => Promise.resolve(sqliteConnection(database, () => {}));
}

/** `end` is called once the connection is no longer used. */
export function sqliteConnection(database: SqliteDatabase, end: () => void): SqlConnection {
  const prepared = new Map<string, Statement>();
  const statement = (sql: string): Statement => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const made = database.prepare(sql) as Statement;
    prepared.set(sql, made);
    return made;
  };
  return {
    async query(sql, params) {
      const made = statement(sql);
      if (made.reader !== false) return made.all(...params) as SqlRow[];
      made.run(...params);
      return [];
    },
    end,
  };
}
