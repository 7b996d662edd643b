import { expect } from 'chai';
import { AppProcess } from './app-process.js';
import { accessFaults } from './cases/access.js';
import { dataFaults } from './cases/data.js';
import { networkFaults } from './cases/network.js';
import { processFaults } from './cases/process.js';
import { serverFaults } from './cases/server.js';
import { sizeFaults } from './cases/size.js';
import { topologyFaults } from './cases/topology.js';
import { clientsUnderFault } from './clients-under-fault.js';
import type { Fault } from './fault.js';
import { recoveryTable } from './recovery-table.js';
import { RowQueue } from './row-queue.js';
import { type Outcome, runFault } from './run-fault.js';

const AT_A_TIME = 3;

const faults: readonly Fault[] = [
  ...topologyFaults,
  ...serverFaults,
  ...networkFaults,
  ...accessFaults,
  ...dataFaults,
  ...sizeFaults,
  ...processFaults,
];

for (const sync of ['announced', 'plain'] as const)
  describe(`a gated app under load, while Redis fails, with sync: '${sync}'`, function () {
    this.timeout(180_000);
    const done = new Map<Fault, readonly Outcome[]>();
    let apps: readonly AppProcess[] = [];
    let queue: RowQueue<Fault, readonly Outcome[]>;

    before(async () => {
      apps = await Promise.all(clientsUnderFault.map((client) => AppProcess.start(client)));
      queue = new RowQueue(faults, AT_A_TIME, (fault) => runFault(fault, apps, sync));
    });

    after(async () => {
      await queue.end();
      await Promise.all(apps.map((app) => app.stop()));
      console.log(`\n${recoveryTable(done)}\n`);
    });

    for (const fault of faults) {
      for (const client of clientsUnderFault) {
        it(`${fault.name} (${client})`, async () => {
          const outcomes = await queue.result(fault);
          done.set(fault, outcomes);
          const { failure } = outcomes.find((outcome) => outcome.client === client)!;
          if (failure !== undefined) throw failure;
        });
      }
    }

    it('leaves apps that end by themselves when they are told to', async () => {
      await queue.end();
      expect(await Promise.all(apps.map((app) => app.stop()))).to.deep.equal(clientsUnderFault.map(() => 0));
    });
  });
