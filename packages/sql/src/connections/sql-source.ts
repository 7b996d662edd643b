import { HalyardError } from '@halyard/core';
import { show } from '@halyard/core/store';
import { dialectOf, DIALECTS } from '../dialects/dialects.js';
import type { OpenedSource } from './opened-source.js';
import { isMysql2Pool, type Mysql2Pool, mysql2Connections } from './mysql2.js';
import { isPgPool, type PgPool, pgConnections } from './pg.js';
import { isPostgresClient, type PostgresClient, postgresConnections } from './postgres.js';
import { databaseConnections, isSqlDatabase, type SqlDatabase } from './sql-database.js';
import { isSqliteDatabase, type SqliteDatabase, sqliteConnections } from './sqlite.js';
import { urlSource } from './url.js';

/** Where the tables are: a URL, a client of a driver, or any other way to run a statement. */
export type SqlSource = string | PgPool | PostgresClient | Mysql2Pool | SqliteDatabase | SqlDatabase;

/** How to connect to a source. Throws `INVALID_OPTION`, in the name of `owner`, for any other value. */
export function openSource(owner: string, source: SqlSource, creates = false): OpenedSource {
  const received: unknown = source;
  if (typeof source === 'string') return urlSource(owner, source, creates);
  if ((typeof source === 'object' && source !== null) || typeof source === 'function') {
    if (isSqlDatabase(source)) {
      return { dialect: dialectOf(owner, source.dialect), open: databaseConnections(source) };
    }
    const { postgres, mysql, sqlite } = DIALECTS;
    if (isPgPool(source)) return { dialect: postgres, open: pgConnections(source) };
    if (isPostgresClient(source)) return { dialect: postgres, open: postgresConnections(source) };
    if (isMysql2Pool(source)) return { dialect: mysql, open: mysql2Connections(source) };
    if (isSqliteDatabase(source)) return { dialect: sqlite, open: sqliteConnections(source) };
  }
  throw new HalyardError(
    'INVALID_OPTION',
    `${owner}: the first argument must be a URL (postgres://, mysql:// or sqlite:), a Pool of pg, an instance of postgres, ` +
      'a pool of mysql2, a database of better-sqlite3, libsql or node:sqlite, or { dialect, query }, ' +
      `received ${received instanceof Promise ? 'a promise: await it first' : show(received)}`,
  );
}
