import { HalyardError } from '@halyard/core';
import { show } from '@halyard/core/store';
import type { Dialect, DialectName } from './dialect.js';
import { mysqlDialect } from './mysql/mysql-dialect.js';
import { postgresDialect } from './postgres/postgres-dialect.js';
import { sqliteDialect } from './sqlite/sqlite-dialect.js';

/** Every dialect by its name. */
export const DIALECTS: Readonly<Record<DialectName, Dialect>> = {
  postgres: postgresDialect,
  mysql: mysqlDialect,
  sqlite: sqliteDialect,
};

/** The dialect of a name that the caller gave. Throws `INVALID_OPTION`, in the name of `owner`, for another one. */
export function dialectOf(owner: string, name: DialectName): Dialect {
  if (Object.hasOwn(DIALECTS, name)) return DIALECTS[name];
  const known = Object.keys(DIALECTS).join('", "');
  throw new HalyardError(
    'INVALID_OPTION',
    `${owner}: the dialect must be one of "${known}", received ${show(name)}`,
  );
}
