import { expect } from 'chai';
import { eventually } from '../../support/until.js';
import type { AppFlags } from '../app-process.js';
import { type Fault, fault } from '../fault.js';
import { ServerWorld } from '../world.js';

const world = (): Promise<ServerWorld> => ServerWorld.start();
const nothing = (): Promise<void> => Promise.resolve();

async function reportsInvalid(apps: readonly AppFlags[], names: readonly string[]): Promise<void> {
  for (const app of apps) {
    await eventually(`${app.app.client} says that ${names.join()} is invalid`, async () => {
      const { invalid } = await app.status();
      return invalid.map(({ name }) => name).join() === names.join();
    });
  }
}

/** What befalls the hash. Unless it can't be read, what it says is obeyed; the layer below has the flag `gated` off. */
export const dataFaults: readonly Fault[] = [
  fault({
    name: 'WRONGTYPE, then repaired',
    world,
    during: ({ server }) => server.cli('SET', 'feature_flags', 'oops'),
    expectState: { state: 'stale', reason: /holds something other than a hash.*WRONGTYPE/ },
    heal: ({ server }) => server.cli('DEL', 'feature_flags'),
    boundMs: 10_000,
  }),
  fault({
    name: 'FLUSHALL',
    world,
    during: ({ server }) => server.cli('FLUSHALL'),
    answers: [200, 404],
    heal: nothing,
    boundMs: 5000,
  }),
  fault({
    name: 'DEL, and the hash written anew',
    world,
    during: ({ server }) => server.cli('DEL', 'feature_flags'),
    answers: [200, 404],
    heal: nothing,
    boundMs: 5000,
  }),
  fault({
    name: 'another hash RENAMEd onto the key',
    world,
    during: ({ server }) =>
      server.lines('HSET prepared gated off another on', 'RENAME prepared feature_flags'),
    answers: [200, 404],
    heal: nothing,
    boundMs: 5000,
  }),
  fault({
    name: 'the key expires',
    world,
    during: ({ server }) => server.cli('PEXPIRE', 'feature_flags', '50'),
    answers: [200, 404],
    heal: nothing,
    boundMs: 5000,
  }),
  fault({
    name: 'SWAPDB with a database that has other flags',
    world,
    during: ({ server }) => server.lines('SELECT 1', 'HSET feature_flags gated off', 'SWAPDB 0 1'),
    answers: [200, 404],
    heal: nothing,
    boundMs: 5000,
  }),
  fault({
    name: 'a field that turns invalid, and back',
    world,
    during: async ({ server }, apps) => {
      await server.lines(String.raw`HSET feature_flags gated "{\"rules\":[" other "{]"`);
      await reportsInvalid(apps, ['gated', 'other']);
      for (const app of apps) expect(await app.texts()).to.deep.equal({ gated: 'on', other: 'on' });
    },
    heal: ({ server }) => server.cli('HSET', 'feature_flags', 'other', 'off'),
    boundMs: 5000,
    check: (_, apps) => reportsInvalid(apps, []),
  }),
];
