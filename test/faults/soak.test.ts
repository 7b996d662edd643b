import { expect } from 'chai';
import { numberFromEnvironment } from '../support/number-from-environment.js';
import { seededRandom } from '../support/seeded-random.js';
import { eventually } from '../support/until.js';
import { type AppFlags, AppProcess } from './app-process.js';
import { actAtRandom } from './act-at-random.js';
import { actions, type Stage } from './soak-actions.js';
import { SteadyLoad } from './steady-load.js';
import { differences, NetworkWorld, store, storedFlags } from './world.js';

const SECONDS = numberFromEnvironment('SOAK_SECONDS', 30);
const SEED = numberFromEnvironment('SOAK_SEED', Date.now() % 2 ** 31);
/** Replicas of each way to follow the hash, and of both at once. */
const CROWDS = { announced: ['announced'], plain: ['plain'], both: ['announced', 'plain'] } as const;
const CLIENTS = ['node-redis 6', 'ioredis 6', 'node-redis 6', 'ioredis 6'];
const OPTIONS = { loadTimeoutMs: 1000, writeTimeoutMs: 1000, livePollMs: 1000, pollMs: 500, rewatchMs: 500 };
const SETTLED_MS = 20_000;

for (const [name, ways] of Object.entries(CROWDS))
  describe(`replicas of one hash, ${name}, while flips and faults come at random`, function () {
    this.timeout(SECONDS * 1000 * 2 + 90_000);
    const programs: AppProcess[] = [];
    const loads: SteadyLoad[] = [];
    let world: NetworkWorld;

    before(async () => {
      world = await NetworkWorld.startNetwork('127.0.0.1', { persistent: true });
      programs.push(...(await Promise.all(CLIENTS.map((client) => AppProcess.start(client)))));
    });

    after(async () => {
      world.server.resume();
      await Promise.all(loads.map((load) => load.stop()));
      await Promise.all(programs.map((program) => program.stop()));
      await world.stop();
    });

    /** Waits until no replica misses anything, with nothing written meanwhile that could hide what was missed. */
    async function haveAllThatIsStored(apps: readonly AppFlags[], done: readonly string[]): Promise<void> {
      // A hash that was emptied while a replica was away may be a loss of data, so the replica keeps its flags.
      if ((await world.cli('EXISTS', 'feature_flags')) === '0') await store(world, { gated: 'on' });
      const stored = await storedFlags(world);
      for (const app of apps) {
        await eventually(
          `a replica of ${app.app.client} has what is stored; ${done.length} came, last ${done.slice(-8).join(', ')}`,
          async () => {
            const wrong = differences(await app.texts(), stored);
            const { state, reason } = await app.status();
            if (wrong.length === 0 && state === 'live') return true;
            throw new Error(`${state}, ${reason}; wrong: ${wrong.join(', ')}`);
          },
          SETTLED_MS,
        );
      }
    }

    it(`all have in the end what the hash has, and never failed a request (SOAK_SEED=${SEED})`, async () => {
      await store(world, { gated: 'on' });
      const apps = await Promise.all(
        programs.map((program, i) =>
          program.open({ at: world.at, options: { ...OPTIONS, sync: ways[(i >> 1) % ways.length]! } }),
        ),
      );
      loads.push(...apps.map((app) => new SteadyLoad(`${app.url}/gated`, `${app.app.origin}/plain`)));
      const stage: Stage = { world, apps, random: seededRandom(SEED) };
      await actAtRandom(actions, stage, SECONDS, (done) => haveAllThatIsStored(apps, done));

      await Promise.all(loads.map((load) => load.stop()));
      expect(loads.flatMap((load) => load.failures)).to.deep.equal([]);
      const problems = await Promise.all(programs.map((program) => program.problems()));
      expect(problems.flat()).to.deep.equal([]);
      for (const app of apps) await app.close();
      expect(await Promise.all(programs.map((program) => program.stop()))).to.deep.equal(
        CLIENTS.map(() => 0),
      );
    });
  });
