import type { SqlBackend } from '@halyard/sql';
import { texts } from '../support/backend-events.js';
import { numberFromEnvironment } from '../support/number-from-environment.js';
import { seededRandom } from '../support/seeded-random.js';
import { libsqlDriver, mysql2Driver, pgDriver, postgresDriver } from '../support/sql/sql-drivers.js';
import { SqlSuite } from '../support/sql/sql-suite.js';
import { REMOVE, UPSERT } from '../support/sql/sql-worlds.js';
import { until } from '../support/until.js';

/** HALYARD_FLIPS=10000 is the long run. */
const FLIPS = numberFromEnvironment('HALYARD_FLIPS', 300);
const SEED = numberFromEnvironment('HALYARD_SEED', 1);
const REPLICAS = 4;
const NAMES = ['a', 'b', 'c', 'd', '__proto__'];
const TEXTS = ['on', 'off', '1%', '2%', '3%', '4%'];

/** No poll finds anything where changes are pushed: one that is missed stays missed. */
const OPTIONS = { livePollMs: 3_600_000, pollMs: 50 };

const sorted = (flags: [name: string, text: string][]): string =>
  JSON.stringify(flags.toSorted(([one], [other]) => (one < other ? -1 : 1)));

for (const driver of [pgDriver, postgresDriver, mysql2Driver, libsqlDriver]) {
  describe(`SqlBackend over ${driver.name}, after random flips`, function () {
    this.timeout(60_000 + FLIPS * 50);
    const suite = new SqlSuite(driver);

    it(`has what is stored, each of ${REPLICAS} replicas (HALYARD_FLIPS=${FLIPS} HALYARD_SEED=${SEED})`, async () => {
      const random = seededRandom(SEED);
      const any = <Item>(list: readonly Item[]): Item => list[Math.floor(random() * list.length)]!;
      const replicas: SqlBackend[] = [];
      for (let i = 0; i < REPLICAS; i++) replicas.push(await suite.open(OPTIONS));

      const flip = async (): Promise<unknown> => {
        const name = any(NAMES);
        const isRemoval = random() < 0.2;
        if (random() < 0.3) {
          return isRemoval ? any(replicas).delete(name) : any(replicas).set(name, any(TEXTS));
        }
        return isRemoval
          ? suite.sql(REMOVE[driver.dialect], [name])
          : suite.sql(UPSERT[driver.dialect], [name, any(TEXTS)]);
      };

      for (let done = 0; done < FLIPS;) {
        const burst = Math.min(FLIPS - done, 1 + Math.floor(random() * 12));
        await Promise.all(Array.from({ length: burst }, flip));
        done += burst;
        // Nothing is written from here on, so that no later change hides one that was missed.
        const stored = await suite.sql('SELECT name, text FROM feature_flags');
        const expected = sorted(stored.map(({ name, text }) => [String(name), String(text)]));
        for (const replica of replicas) {
          await until(`after ${done} flips a replica has ${expected}`, () => {
            const held = sorted(Object.entries(texts(replica)));
            if (held === expected) return true;
            throw new Error(held);
          });
        }
      }
    });
  });
}
