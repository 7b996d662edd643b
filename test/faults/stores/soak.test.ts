import type { Backend } from '@halyard/core';
import { expect } from 'chai';
import { texts } from '../../support/backend-events.js';
import { numberFromEnvironment } from '../../support/number-from-environment.js';
import { seededRandom } from '../../support/seeded-random.js';
import { eventually } from '../../support/until.js';
import { actAtRandom } from '../act-at-random.js';
import { actions, type Stage } from './actions.js';
import { type SoakWorld, worlds } from './worlds.js';

/** SOAK_SECONDS=600 is the long run. */
const SECONDS = numberFromEnvironment('SOAK_SECONDS', 1);
const SEED = numberFromEnvironment('SOAK_SEED', Date.now() % 2 ** 31);
const LONGEST_MS = SECONDS < 30 ? 150 : 1500;
const REPLICAS = 3;
const OPTIONS = { loadTimeoutMs: 500, writeTimeoutMs: 500, livePollMs: 1000, pollMs: 200, rewatchMs: 200 };
const SETTLED_MS = 20_000;

describe('replicas of a store, while flips and faults come at random', function () {
  this.timeout(SECONDS * 1000 * 2 + 90_000);
  // All at once: most of the time each waits for a fault to pass.
  const runs = new Map<string, Promise<number>>();

  before(() => {
    for (const [name, start] of Object.entries(worlds)) {
      const run = start().then(soak);
      run.catch(() => {});
      runs.set(name, run);
    }
  });

  after(() => Promise.allSettled(runs.values()));

  for (const name of Object.keys(worlds)) {
    it(`${name}: all have in the end what is stored (SOAK_SECONDS=${SECONDS} SOAK_SEED=${SEED})`, async () => {
      const done = await runs.get(name)!;
      if (SECONDS >= 30) console.log(`      ${name}: ${done} actions`);
      expect(done).to.be.greaterThan(0);
    });
  }
});

/** Resolves with the number of actions. */
async function soak(world: SoakWorld): Promise<number> {
  const replicas = Array.from({ length: REPLICAS }, () => world.replica(OPTIONS));
  try {
    await Promise.all(replicas.map((replica) => replica.open()));
    const stage: Stage = { world, replicas, random: seededRandom(SEED), longestMs: LONGEST_MS };
    const done = await actAtRandom(actions, stage, SECONDS, (names) => haveAllThatIsStored(stage, names));
    return done.length;
  } finally {
    world.resume();
    await Promise.all(replicas.map((replica) => replica.close()));
    await world.stop();
  }
}

/** Waits until no replica misses anything, with nothing written meanwhile that could hide what was missed. */
async function haveAllThatIsStored({ world, replicas }: Stage, done: readonly string[]): Promise<void> {
  for (const replica of replicas) {
    await eventually(
      `a replica has what is stored; ${done.length} came, last ${done.slice(-8).join(', ')}`,
      async () => {
        // A write that was given up can arrive late.
        const wrong = differences(replica, await world.stored());
        const { state, reason } = replica.status();
        if (wrong.length === 0 && state === world.healthy) return true;
        throw new Error(`${state}, ${reason}; wrong: ${wrong.join(', ')}`);
      },
      SETTLED_MS,
    );
  }
}

function differences(replica: Backend, stored: ReadonlyMap<string, string>): string[] {
  const held = texts(replica);
  const names = new Set([...Object.keys(held), ...stored.keys()]);
  return [...names].filter((name) => held[name] !== stored.get(name));
}
