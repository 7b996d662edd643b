import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'chai';
import { eventually } from '../../support/until.js';
import type { AppFlags } from '../app-process.js';
import { type Fault, fault } from '../fault.js';
import { ServerWorld } from '../world.js';

const ROUNDS = 5;
const names = (count: number): readonly string[] => Array.from({ length: count }, (_, i) => `flag_${i}`);
let marks = 0;
const nothing = (): Promise<void> => Promise.resolve();

/** A definition of so many bytes that is off for everybody. */
function definition(bytes: number): string {
  const [before, after] = ['{"enabled":false,"description":"', '"}'];
  return `${before}${'x'.repeat(bytes - before.length - after.length)}${after}`;
}

/** Waits until the apps have what was stored before this call. */
async function catchUp(world: ServerWorld, apps: readonly AppFlags[]): Promise<void> {
  const mark = `${++marks % 101}%`;
  await world.cli('HSET', 'feature_flags', 'mark', mark);
  for (const app of apps) {
    await eventually(
      `${app.app.client} has caught up`,
      async () => (await app.textsOf('mark', 'mark'))[0] === mark,
    );
  }
}

/** Sees each transaction whole or not at all. */
async function neverTorn(app: AppFlags, end: AbortSignal): Promise<void> {
  while (!end.aborted) {
    const [first, last] = await app.textsOf('flag_0', 'flag_999');
    expect(last, `the last flag of a transaction beside the first, ${app.app.client}`).to.equal(first);
    await wait(5);
  }
}

/** How often the server was asked for something, other than by this test. */
async function reads(world: ServerWorld): Promise<number> {
  const stats = await world.cli('INFO', 'commandstats');
  return Number(/cmdstat_hgetall:calls=(\d+)/.exec(stats)?.[1] ?? 0);
}

/** Much at once. */
export const sizeFaults: readonly Fault[] = [
  fault({
    name: 'MULTI of 1,000 changes',
    world: () => ServerWorld.start(),
    during: async (world, apps) => {
      const watching = new AbortController();
      const watched = Promise.all(apps.map((app) => neverTorn(app, watching.signal)));
      try {
        for (let round = 1; round <= ROUNDS; round++) {
          const changes = names(1000).map((name) => `HSET feature_flags ${name} ${round}%`);
          await world.server.lines('MULTI', ...changes, 'EXEC');
          await catchUp(world, apps);
        }
      } finally {
        watching.abort();
      }
      await watched;
    },
    heal: nothing,
    boundMs: 5000,
  }),
  fault({
    name: '10,000 flips in a burst',
    world: () => ServerWorld.start(),
    during: async (world, apps) => {
      await world.cli('CONFIG', 'RESETSTAT');
      const flips = Array.from({ length: 10_000 }, (_, i) => `HSET feature_flags flag_${i % 50} ${i % 101}%`);
      await world.server.lines(...flips);
      await catchUp(world, apps);
      // Each watcher, or replica that follows plainly, reads as often as its pace allows, for as long as the burst takes.
      expect(await reads(world), 'reads for 10,000 flips').to.be.within(1, 1000);
    },
    heal: nothing,
    boundMs: 5000,
  }),
  fault({
    name: 'a hash of 10,000 fields',
    world: () => ServerWorld.start(),
    during: async (world, apps) => {
      await world.server.lines(
        `HSET feature_flags ${names(10_000)
          .map((name) => `${name} on`)
          .join(' ')}`,
      );
      await catchUp(world, apps);
    },
    heal: nothing,
    boundMs: 5000,
  }),
  fault({
    name: 'a value of 1 MiB, and one that is larger',
    world: () => ServerWorld.start(),
    during: async (world, apps) => {
      const [largest, larger] = [definition(1024 * 1024), definition(1024 * 1024 + 1)];
      await world.cli('HSET', 'feature_flags', 'gated', largest, 'other', larger);
      for (const app of apps) {
        await eventually(`${app.app.client} has it`, async () => (await app.texts())['gated'] === largest);
        // Each is too long for one message with the other.
        await eventually(
          `${app.app.client} has the other`,
          async () => (await app.status()).invalid.length > 0,
        );
        const status = await app.status();
        expect(status.invalid.map(({ name }) => name)).to.deep.equal(['other']);
        expect(await app.texts()).to.include({ other: 'on' });
      }
    },
    answers: [200, 404],
    heal: ({ server }) => server.cli('HSET', 'feature_flags', 'other', 'on'),
    boundMs: 5000,
  }),
];
