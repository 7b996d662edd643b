import { mkdir, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { RedisServer } from '../../support/redis-server.js';
import { eventually } from '../../support/until.js';
import { type Fault, fault } from '../fault.js';
import { PairWorld, ServerWorld } from '../world.js';
import { refusesWrites, takesWrites } from './writes.js';

/** As long as a server may be away while its host swaps, or its machine is moved. */
const HANG_MS = 20_000;

/** The file of the snapshots. */
async function dumpOf(server: RedisServer): Promise<string> {
  const [, folder] = (await server.cli('CONFIG', 'GET', 'dir')).split('\n');
  return join(folder!, 'dump.rdb');
}

/** Saves a snapshot in the background, with this result. */
async function saved(server: RedisServer, result: 'ok' | 'err'): Promise<void> {
  await server.cli('BGSAVE');
  await eventually(`the snapshot is saved: ${result}`, async () =>
    new RegExp(`rdb_bgsave_in_progress:0(.|\\s)*rdb_last_bgsave_status:${result}`).test(
      await server.cli('INFO', 'persistence'),
    ),
  );
}

/** What befalls the server itself. */
export const serverFaults: readonly Fault[] = [
  fault({
    name: 'kill -9, and a restart with the data',
    world: () => ServerWorld.start({ persistent: true }),
    during: ({ server }) => server.kill(),
    expectState: { state: 'stale', reason: /can't be reached/ },
    heal: ({ server }) => server.restart(),
    boundMs: 10_000,
  }),
  fault({
    name: 'kill -9, and a restart without the data',
    world: () => ServerWorld.start(),
    during: ({ server }) => server.restart(),
    expectState: { state: 'stale', reason: /is empty after a reconnect; keeping the last 2 flags/ },
    heal: () => Promise.resolve(),
    boundMs: 10_000,
  }),
  fault({
    name: 'a server that hangs (SIGSTOP)',
    world: () => ServerWorld.start(),
    during: ({ server }) => {
      server.pause();
      return wait(HANG_MS);
    },
    expectState: { state: 'stale', reason: /no answer within 1000 ms/ },
    heal: ({ server }) => Promise.resolve(server.resume()),
    boundMs: 10_000,
  }),
  fault({
    name: 'a server that is still loading its data',
    // A millisecond a key; appendonly, so that the data is there again.
    world: () =>
      ServerWorld.start({
        persistent: true,
        config: ['key-load-delay 1000', 'loading-process-events-interval-bytes 1024'],
      }),
    during: async ({ server }) => {
      await server.lines(...Array.from({ length: 2500 }, (_, i) => `SET key_${i} x`), 'BGREWRITEAOF');
      await eventually('they are in the snapshot', async () =>
        /aof_base_size:\d{5}/.test(await server.cli('INFO', 'persistence')),
      );
      await server.kill();
      void server.restart();
    },
    expectState: { state: 'stale', reason: /still loading its data/ },
    heal: ({ server }) =>
      eventually('it is loaded', async () => (await server.cli('INFO', 'persistence')).includes('loading:0')),
    boundMs: 10_000,
  }),
  fault({
    name: 'refused at boot',
    world: () => ServerWorld.start({ persistent: true }),
    atBoot: true,
    during: ({ server }) => server.kill(),
    expectState: { state: 'failed', reason: /ECONNREFUSED/ },
    heal: ({ server }) => server.restart(),
    boundMs: 10_000,
  }),
  fault({
    name: 'READONLY: the master is made a replica',
    world: () => PairWorld.startPair(),
    during: async (world, apps) => {
      await world.swapRoles();
      await refusesWrites(apps, /READONLY/);
    },
    heal: (world) => world.promote(),
    boundMs: 10_000,
    check: (_, apps) => takesWrites(apps),
  }),
  fault({
    name: 'OOM on every write',
    world: () => ServerWorld.start(),
    during: async ({ server }, apps) => {
      await server.cli('CONFIG', 'SET', 'maxmemory', '1');
      await refusesWrites(apps, /OOM/);
    },
    heal: ({ server }) => server.cli('CONFIG', 'SET', 'maxmemory', '0'),
    boundMs: 5000,
    check: (_, apps) => takesWrites(apps),
  }),
  fault({
    name: 'MISCONF: snapshots can not be saved',
    world: () => ServerWorld.start(),
    during: async ({ server }, apps) => {
      // A file can not be put where a folder is.
      await mkdir(await dumpOf(server));
      await server.cli('CONFIG', 'SET', 'save', '3600 1000');
      await saved(server, 'err');
      await refusesWrites(apps, /MISCONF/);
    },
    heal: async ({ server }) => {
      await rmdir(await dumpOf(server));
      await saved(server, 'ok');
    },
    boundMs: 5000,
    check: (_, apps) => takesWrites(apps),
  }),
  fault({
    name: 'CLIENT KILL of every connection, again and again',
    world: () => ServerWorld.start(),
    during: (world) => {
      world.again(100, () => world.server.lines('CLIENT KILL TYPE pubsub', 'CLIENT KILL TYPE normal'));
      return wait(2000);
    },
    heal: (world) => world.noMore(),
    boundMs: 10_000,
  }),
];
