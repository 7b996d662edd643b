import { HalyardError } from '@halyard/core';
import { ifMissing } from '@halyard/core/store';
import { existsSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { NoConnectionError, type SqlConnection } from './connection.js';
import { type SqliteDatabase, sqliteConnection } from './sqlite.js';

type MakeDatabase = new (path: string) => SqliteDatabase;
interface BuiltIn {
  readonly DatabaseSync: MakeDatabase;
}

/** How long a statement may keep this process waiting for another writer, in milliseconds: it is tried again later. */
const BUSY_MS = 20;

/**
 * Opens a file with the driver that is installed. `creates`: makes one that does not exist. Once another file takes its place,
 * such as a backup, statements reject with `NoConnectionError`: they would read and write one that no other process sees.
 */
export async function sqliteFile(path: string, creates: boolean): Promise<SqlConnection> {
  const folder = dirname(resolve(path));
  if (!existsSync(folder)) {
    throw new HalyardError('STORE_FAILED', `the folder ${folder} does not exist: create it`);
  }
  if (!creates && !existsSync(path)) {
    const message = `the file ${resolve(path)} does not exist: run "halyard sql migrate --url sqlite:${path}"`;
    throw new HalyardError('STORE_FAILED', message);
  }
  const Database = await installedDatabase();
  const fullPath = resolve(path);
  const identity = identityOf(fullPath);
  const database = new Database(path);
  database.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
  const connection = sqliteConnection(database, () => {
    try {
      database.close();
    } catch {}
  });
  if (identity === undefined) return connection;
  return {
    ...connection,
    async query(sql, params) {
      if (identityOf(fullPath) !== identity) throw new NoConnectionError(goneError(fullPath));
      return connection.query(sql, params);
    },
  };
}

/** The same as long as the path names the same file. Takes some microseconds. */
function identityOf(path: string): string | undefined {
  const stats = statSync(path, { bigint: true, throwIfNoEntry: false });
  return stats && `${stats.dev} ${stats.ino}`;
}

function goneError(path: string): HalyardError {
  return new HalyardError('STORE_FAILED', `the file ${path} was removed, or another one took its place`);
}

async function installedDatabase(): Promise<MakeDatabase> {
  const betterSqlite3 = await import('better-sqlite3').catch(ifMissing);
  if (betterSqlite3) return betterSqlite3.default;
  const libsql = await import('libsql').catch(ifMissing);
  if (libsql) return libsql.default;
  // Not an import: bundlers do not know it, and Node 20 does not have it.
  const builtIn = process.getBuiltinModule('node:sqlite') as BuiltIn | undefined;
  if (builtIn) return builtIn.DatabaseSync;
  throw new HalyardError(
    'STORE_FAILED',
    'a URL of SQLite was given, and its driver is not installed: npm install libsql (or better-sqlite3), or use Node 22.13',
  );
}
