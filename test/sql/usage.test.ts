import { FeatureFlags } from '@halyard/core';
import { expect } from 'chai';
import { mainDrivers } from '../support/sql/sql-drivers.js';
import { SqlSuite } from '../support/sql/sql-suite.js';

const HOUR = 3_600_000;

for (const driver of mainDrivers) {
  describe(`the use of flags over ${driver.name}`, () => {
    const suite = new SqlSuite(driver);

    it('is kept by the hour, of which the one before counts too', async () => {
      const names = ['last', 'old', 'present'];
      for (const name of names) await suite.change(name, 'on');
      const backend = await suite.open();
      const report = () => backend.usage!.report(names.map((name) => ({ name, count: 10, isFirst: true })));
      await report();
      await suite.sql(
        'UPDATE feature_flags_usage SET evaluations = 5, processes = 2, evaluations_before = 7, processes_before = 4',
      );
      await suite.sql(`UPDATE feature_flags_usage SET last_used = last_used - ${HOUR} WHERE name = 'last'`);
      await suite.sql(
        `UPDATE feature_flags_usage SET last_used = last_used - ${2 * HOUR} WHERE name = 'old'`,
      );
      const hour = await hourOf('present');
      await report();
      const rows = await suite.sql('SELECT * FROM feature_flags_usage ORDER BY name');
      const sums = rows.map((row) =>
        ['evaluations', 'processes', 'evaluations_before', 'processes_before'].map((column) =>
          Number(row[column]),
        ),
      );
      // The hour may have ended between the two reports.
      if ((await hourOf('present')) === hour) {
        expect(sums).to.deep.equal([
          [10, 1, 5, 2],
          [10, 1, 0, 0],
          [15, 3, 7, 4],
        ]);
      }
    });

    it('is not reported without its table, as the status says, and the flags are read and written', async () => {
      await suite.change('a', 'on');
      await suite.sql('ALTER TABLE feature_flags_usage RENAME TO elsewhere');
      try {
        const flags = await FeatureFlags.open(suite.backend(), { logger: false });
        flags.isEnabled('a');
        await flags.set('a', 'off');
        await flags.close();
        expect(flags.status().usage?.problem).to.match(
          /^the use of flags is not reported: \w+ did not store the report: the table "feature_flags" or a part of it does not exist: run /,
        );
      } finally {
        await suite.sql('ALTER TABLE elsewhere RENAME TO feature_flags_usage');
      }
    });

    async function hourOf(name: string): Promise<number> {
      const [row] = await suite.sql(`SELECT last_used FROM feature_flags_usage WHERE name = '${name}'`);
      return Math.floor(Number(row!['last_used']) / HOUR);
    }
  });
}
