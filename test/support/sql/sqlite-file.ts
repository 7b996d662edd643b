import Libsql from 'libsql';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A SQLite file in a folder of its own. */
export class SqliteFile {
  readonly folder: string = mkdtempSync(join(tmpdir(), 'halyard-sqlite-'));
  #database: Libsql.Database | undefined;

  get path(): string {
    return join(this.folder, 'flags.db');
  }

  get url(): string {
    return `sqlite:${this.path}`;
  }

  /** Runs a statement over a connection of the test's own. */
  async sql(text: string, params: readonly unknown[] = []): Promise<readonly Record<string, unknown>[]> {
    this.#database ??= new Libsql(this.path, { timeout: 2000 });
    const statement = this.#database.prepare(text);
    if (statement.reader) return statement.all(...params) as Record<string, unknown>[];
    statement.run(...params);
    return [];
  }

  async stop(): Promise<void> {
    this.#database?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
