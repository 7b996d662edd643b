import { migrate, SqlBackend, type SqlBackendOptions } from '@halyard/sql';
import { after, afterEach, before, beforeEach } from 'mocha';
import type { SqlDriver } from './sql-drivers.js';
import { REMOVE, startWorld, type SqlWorld, UPSERT } from './sql-worlds.js';

/** What a suite needs of a database: tables that are empty before each test, and backends that are closed after it. */
export class SqlSuite {
  readonly #driver: SqlDriver;
  readonly #cleanups: (() => unknown)[] = [];
  #world: SqlWorld | undefined;

  constructor(driver: SqlDriver) {
    this.#driver = driver;
    before(async () => {
      this.#world = await startWorld(driver.dialect);
      await migrate(this.world.url);
    });
    beforeEach(() => this.store(new Map()));
    afterEach(() => this.cleanUp());
    after(() => this.world.stop());
  }

  get world(): SqlWorld {
    if (this.#world === undefined) throw new Error('the database is started before the first test');
    return this.#world;
  }

  /** Has exactly these flags stored, of which the history has nothing. */
  async store(flags: ReadonlyMap<string, string>): Promise<void> {
    await this.world.sql('DELETE FROM feature_flags');
    await this.world.sql('DELETE FROM feature_flags_usage');
    for (const [name, text] of flags) await this.change(name, text);
    await this.world.sql('DELETE FROM feature_flags_history');
  }

  sql(text: string, params?: readonly unknown[]): Promise<readonly Record<string, unknown>[]> {
    return this.world.sql(text, params);
  }

  /** Stores a flag, or removes it, as another client would. */
  async change(name: string, text: string | undefined): Promise<void> {
    const { dialect } = this.#driver;
    if (text === undefined) await this.sql(REMOVE[dialect], [name]);
    else await this.sql(UPSERT[dialect], [name, text]);
  }

  /** A backend that is not opened yet, closed after the test. */
  backend(options: SqlBackendOptions = {}): SqlBackend {
    const client = this.#driver.connect(this.world.url);
    const backend = new SqlBackend(client.source, options);
    this.defer(() => client.end());
    this.defer(() => backend.close());
    return backend;
  }

  async open(options: SqlBackendOptions = {}): Promise<SqlBackend> {
    const backend = this.backend(options);
    await backend.open();
    return backend;
  }

  /** Runs after the test, last given first. */
  defer(cleanup: () => unknown): void {
    this.#cleanups.unshift(cleanup);
  }

  async cleanUp(): Promise<void> {
    for (const cleanup of this.#cleanups.splice(0)) await cleanup();
  }
}
