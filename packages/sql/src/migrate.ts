import { HalyardError } from '@halyard/core';
import { checkOptions, withDeadline } from '@halyard/core/store';
import { ConnectionManager } from './connections/connection-manager.js';
import { openSource, type SqlSource } from './connections/sql-source.js';
import type { DialectName } from './dialects/dialect.js';
import { dialectOf } from './dialects/dialects.js';
import { tableNames, tableProblem } from './dialects/table-names.js';
import { explain } from './explain.js';
import { retryBusy } from './retry-busy.js';

/** What is migrated. */
export interface MigrationOptions {
  /** The table that is to hold the flags. @default "feature_flags" */
  readonly table?: string;
}

const MIGRATION_MS = 30_000;

/**
 * Creates what is missing of the tables, triggers and functions that {@link SqlBackend} needs; changes nothing that is
 * there, so that it may run at each start. Makes a SQLite file that does not exist. Rejects with `STORE_FAILED` when it
 * fails or takes longer than 30 s.
 */
export async function migrate(source: SqlSource, options: MigrationOptions = {}): Promise<void> {
  const table = tableOf('migrate', options);
  const { dialect, open } = openSource('migrate', source, true);
  const connections = new ConnectionManager(open, { isAnswer: () => false });
  try {
    await withDeadline(
      (signal) =>
        connections.use(signal, async (connection) => {
          for (const statement of dialect.migration(tableNames(table))) {
            await retryBusy(dialect, signal, () => connection.query(statement, []));
          }
        }),
      MIGRATION_MS,
      () => new Error(`no answer within ${MIGRATION_MS} ms`),
    );
  } catch (error) {
    const message = `the migration failed: ${explain(error, dialect, table)}`;
    throw new HalyardError('STORE_FAILED', message, { cause: error });
  } finally {
    connections.close();
  }
}

/** The same migration as a script for `psql`, `mysql` or `sqlite3`. Throws `INVALID_OPTION` for another dialect. */
export function migrationScript(dialect: DialectName, options: MigrationOptions = {}): string {
  return dialectOf('migrationScript', dialect).script(tableNames(tableOf('migrationScript', options)));
}

function tableOf(owner: string, options: MigrationOptions): string {
  checkOptions(owner, options, { table: tableProblem });
  return options.table ?? 'feature_flags';
}
