import { backendSuite, runSections } from '@halyard/conformance';
import type { SqliteDatabase } from '@halyard/sql';
import { describe, it } from 'mocha';
import { SqlSuite } from '../support/sql/sql-suite.js';

type MakeDatabase = new (path: string) => SqliteDatabase;

/** How to open a file with a driver that not every machine has. */
const DRIVERS: Readonly<Record<string, () => Promise<MakeDatabase>>> = {
  'better-sqlite3': async () => (await import('better-sqlite3')).default,
  'node:sqlite': async () =>
    (process.getBuiltinModule('node:sqlite') as unknown as { DatabaseSync: MakeDatabase }).DatabaseSync,
};

/** HALYARD_SQLITE=better-sqlite3 or node:sqlite runs the backend suite with that driver, which must be there. */
const name = process.env['HALYARD_SQLITE'];

if (name !== undefined) {
  const Database = await DRIVERS[name]!();
  describe(`SqlBackend over ${name}, like any backend`, () => {
    const suite = new SqlSuite({
      name,
      dialect: 'sqlite',
      connect(url) {
        const database = new Database(url.replace('sqlite:', ''));
        return { source: database, end: async () => database.close() };
      },
    });
    const create = async (stored: ReadonlyMap<string, string>) => {
      await suite.store(stored);
      return {
        backend: suite.backend(),
        change: (flag: string, text: string | undefined) => suite.change(flag, text),
        dispose: () => suite.cleanUp(),
      };
    };
    runSections(backendSuite({ name: `SqlBackend over ${name}`, create }), { describe, it });
  });
}
