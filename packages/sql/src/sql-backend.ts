import {
  check,
  checkOptions,
  type OptionCheck,
  StoreBackend,
  type StoreBackendOptions,
  storeBackendOptionChecks,
} from '@halyard/core/store';
import { openSource, type SqlSource } from './connections/sql-source.js';
import { tableProblem } from './dialects/table-names.js';
import { SqlStore } from './sql-store.js';

/** The options of {@link SqlBackend}. */
export interface SqlBackendOptions extends StoreBackendOptions {
  /** The table that holds the flags. Others of Halyard's begin with its name. @default "feature_flags" */
  readonly table?: string;
  /** Whether to have changes pushed where the database can; otherwise they are polled for. @default true */
  readonly live?: boolean;
}

/**
 * Keeps the flags of one table in memory: a row a flag, with its text. PostgreSQL pushes a change by any client, such as a
 * plain `UPDATE`, within milliseconds, SQLite is looked at every 20 ms, and MySQL and MariaDB every `pollMs`; while the
 * database is away the last known flags answer. `migrate` creates the tables.
 *
 * `source` is a URL, a pool of `pg`, an instance of `postgres`, a pool of `mysql2`, a database of `better-sqlite3`,
 * `libsql` or `node:sqlite`, or `{ dialect, query }`. It is never closed. Throws `INVALID_OPTION` for anything else and for
 * a wrong option.
 *
 * ```ts
 * const flags = await FeatureFlags.open(new SqlBackend('postgres://localhost/shop'));
 * ```
 */
export class SqlBackend extends StoreBackend {
  declare readonly set: NonNullable<StoreBackend['set']>;
  declare readonly setMany: NonNullable<StoreBackend['setMany']>;
  declare readonly delete: NonNullable<StoreBackend['delete']>;
  declare readonly history: NonNullable<StoreBackend['history']>;
  readonly #store: SqlStore;

  /** Opens no connection yet. */
  constructor(source: SqlSource, options: SqlBackendOptions = {}) {
    checkOptions('SqlBackend', options, {
      ...storeBackendOptionChecks,
      table: tableProblem,
      live: check.boolean,
    } satisfies Record<keyof SqlBackendOptions, OptionCheck>);
    const { table = 'feature_flags', live = true, ...backendOptions } = options;
    const store = new SqlStore(openSource('SqlBackend', source), { table, live });
    super(store, backendOptions);
    this.#store = store;
  }

  /** Resolves once the snapshot holds what the table held at a moment after this call. */
  override refresh(): Promise<void> {
    this.#store.readAllNext();
    return super.refresh();
  }
}
