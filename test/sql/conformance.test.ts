import { backendSuite, runSections } from '@halyard/conformance';
import type { SqlBackendOptions } from '@halyard/sql';
import { describe, it } from 'mocha';
import { mainDrivers } from '../support/sql/sql-drivers.js';
import { SqlSuite } from '../support/sql/sql-suite.js';

const POLLING: SqlBackendOptions = { live: false, pollMs: 20 };

for (const driver of mainDrivers) {
  const { name, dialect } = driver;
  // Nothing is pushed in MySQL.
  const ways = dialect === 'mysql' ? { polling: POLLING } : { live: {}, polling: POLLING };
  describe(`SqlBackend over ${name}, like any backend`, () => {
    const suite = new SqlSuite(driver);
    for (const [way, options] of Object.entries(ways)) {
      const create = async (stored: ReadonlyMap<string, string>) => {
        await suite.store(stored);
        return {
          backend: suite.backend(options),
          change: (flag: string, text: string | undefined) => suite.change(flag, text),
          dispose: () => suite.cleanUp(),
        };
      };
      const subject = { name: `SqlBackend, ${way}, over ${name}`, create, keepsUsage: true };
      runSections(backendSuite(subject), { describe, it });
    }
  });
}
