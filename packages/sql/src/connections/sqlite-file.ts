import { HalyardError } from '@halyard/core';
import { ifMissing } from '@halyard/core/store';
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { SqlConnection } from './connection.js';
import { type SqliteDatabase, sqliteConnection } from './sqlite.js';

type MakeDatabase = new (path: string) => SqliteDatabase;
interface BuiltIn {
  readonly DatabaseSync: MakeDatabase;
}

/** How long a statement may keep this process waiting for another writer, in milliseconds: it is tried again later. */
const BUSY_MS = 20;

/** Opens a file with the driver that is installed. `creates`: makes one that does not exist. */
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
  const database = new Database(path);
  database.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
  return sqliteConnection(database, () => {
    try {
      database.close();
    } catch {}
  });
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
