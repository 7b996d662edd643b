import type { SqlBackend } from '@halyard/sql';
import { FLIPS, flipAtRandom, SEED } from '../support/random-flips.js';
import { libsqlDriver, mysql2Driver, pgDriver, postgresDriver } from '../support/sql/sql-drivers.js';
import { SqlSuite } from '../support/sql/sql-suite.js';

const REPLICAS = 4;

/** No poll finds anything where changes are pushed: one that is missed stays missed. */
const OPTIONS = { livePollMs: 3_600_000, pollMs: 50 };

for (const driver of [pgDriver, postgresDriver, mysql2Driver, libsqlDriver]) {
  describe(`SqlBackend over ${driver.name}, after random flips`, function () {
    this.timeout(60_000 + FLIPS * 50);
    const suite = new SqlSuite(driver);

    it(`has what is stored, each of ${REPLICAS} replicas (HALYARD_FLIPS=${FLIPS} HALYARD_SEED=${SEED})`, async () => {
      const replicas: SqlBackend[] = [];
      for (let i = 0; i < REPLICAS; i++) replicas.push(await suite.open(OPTIONS));
      await flipAtRandom(replicas, {
        change: (name, text) => suite.change(name, text),
        stored: async () => {
          const rows = await suite.sql('SELECT name, text FROM feature_flags');
          return rows.map(({ name, text }) => [String(name), String(text)]);
        },
      });
    });
  });
}
