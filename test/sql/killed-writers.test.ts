import { expect } from 'chai';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { bundledProgram } from '../support/bundled-program.js';
import { numberFromEnvironment } from '../support/number-from-environment.js';
import { mainDrivers } from '../support/sql/sql-drivers.js';
import { SqlSuite } from '../support/sql/sql-suite.js';

const COUNTING = new URL('counting-writer.ts', import.meta.url);

/** How many writes are to be confirmed in all: HALYARD_WRITES=10000 is the long run. */
const WRITES = numberFromEnvironment('HALYARD_WRITES', 60);
/** A writer is killed once so many of its own writes were confirmed. */
const writesOfOne = (): number => 1 + Math.floor(Math.random() * Math.max(20, WRITES / 50));

for (const driver of mainDrivers) {
  describe(`writers of one table that are killed again and again, ${driver.dialect}`, function () {
    this.timeout(60_000 + WRITES * 200);
    const suite = new SqlSuite(driver);

    it('lose no confirmed write, and each has its entry in the history', async () => {
      // Otherwise three writers that never pause keep a fourth process from reading.
      if (driver.dialect === 'sqlite') await suite.sql('PRAGMA journal_mode = wal');
      const counting = await bundledProgram(COUNTING);
      const confirmed: number[] = [];
      let kills = 0;
      const work = async (): Promise<void> => {
        while (confirmed.length < WRITES) {
          const writer = spawn(process.execPath, [counting, suite.world.url], {
            stdio: ['ignore', 'pipe', 'inherit'],
          });
          await killAfter(writer, writesOfOne(), confirmed);
          kills++;
        }
      };
      await Promise.all([work(), work(), work()]);
      const backend = await suite.open();
      const stored = backend.snapshot.get('counter')!.definition.default as number;
      const entries = await backend.history({ name: 'counter', limit: 10 * WRITES });
      // Each writer adds one to what is stored: a lost write would be confirmed twice.
      expect(new Set(confirmed).size).to.equal(confirmed.length);
      expect(stored).to.be.within(Math.max(...confirmed), confirmed.length + kills);
      const recorded = new Set(entries.map(({ after }) => after));
      expect(confirmed.filter((each) => !recorded.has(`{"default":${each},"rules":[]}`))).to.deep.equal([]);
      expect(entries).to.have.length(stored);
    });
  });
}

/** Kills a writer after so many confirmed writes; resolves when all that it confirmed is added to `confirmed`. */
async function killAfter(writer: ChildProcess, writes: number, confirmed: number[]): Promise<void> {
  const ended = once(writer, 'exit');
  let own = 0;
  for await (const line of createInterface({ input: writer.stdout! })) {
    confirmed.push(Number(line));
    if (++own === writes) writer.kill('SIGKILL');
  }
  expect((await ended)[1]).to.equal('SIGKILL');
}
