import { eventually } from '../../support/until.js';
import { type Fault, fault } from '../fault.js';
import { ClusterWorld, SentinelWorld } from '../world.js';
import { takesWrites } from './writes.js';

/** What befalls several servers. These come first: they take the longest. */
export const topologyFaults: readonly Fault[] = [
  fault({
    name: 'Sentinel: the master is killed',
    world: () => SentinelWorld.start(),
    during: async ({ sentinels }) => (await sentinels.master()).kill(),
    expectState: { state: 'stale' },
    heal: async ({ sentinels }) => {
      await eventually(
        'another master is there',
        async () => (await (await sentinels.master()).cli('ROLE')).startsWith('master'),
        30_000,
      );
    },
    boundMs: 15_000,
    check: (_, apps) => takesWrites(apps),
  }),
  fault({
    name: 'Sentinel: SENTINEL FAILOVER, in peace',
    world: () => SentinelWorld.start(),
    during: async ({ sentinels }) => {
      const before = await sentinels.master();
      await sentinels.sentinels[0]!.cli('SENTINEL', 'FAILOVER', sentinels.name);
      await eventually(
        'the master has become a replica of another',
        async () => (await sentinels.master()) !== before && (await before.cli('ROLE')).startsWith('slave'),
        30_000,
      );
    },
    heal: () => Promise.resolve(),
    boundMs: 15_000,
    check: (_, apps) => takesWrites(apps),
  }),
  fault({
    name: 'Cluster: the master of the slot is killed',
    world: () => ClusterWorld.start(true),
    during: async (world) => {
      const master = await world.cluster.owner('feature_flags');
      world.contact = world.cluster.masters.find((other) => other !== master)!;
      await master.kill();
    },
    expectState: { state: 'stale' },
    heal: (world) =>
      eventually(
        'its replica has taken over',
        async () => (await world.cli('EXISTS', 'feature_flags')) === '1',
        30_000,
      ),
    boundMs: 15_000,
    check: (_, apps) => takesWrites(apps),
  }),
  fault({
    name: 'Cluster: CLUSTER FAILOVER, in peace',
    world: () => ClusterWorld.start(true),
    during: async ({ cluster }) => {
      const master = await cluster.owner('feature_flags');
      const replica = cluster.replicas[cluster.masters.indexOf(master)]!;
      await replica.cli('CLUSTER', 'FAILOVER');
      await eventually(
        'the two have changed places',
        async () =>
          (await replica.cli('ROLE')).startsWith('master') && (await master.cli('ROLE')).startsWith('slave'),
        30_000,
      );
    },
    heal: () => Promise.resolve(),
    boundMs: 15_000,
    check: (_, apps) => takesWrites(apps),
  }),
  fault({
    name: 'Cluster: the slot migrates',
    world: () => ClusterWorld.start(false),
    during: async ({ cluster }) => {
      const from = await cluster.owner('feature_flags');
      const to = cluster.masters.find((other) => other !== from)!;
      const slot = await from.cli('CLUSTER', 'KEYSLOT', 'feature_flags');
      const [fromId, toId] = await Promise.all([from, to].map((node) => node.cli('CLUSTER', 'MYID')));
      await to.cli('CLUSTER', 'SETSLOT', slot, 'IMPORTING', fromId!);
      await from.cli('CLUSTER', 'SETSLOT', slot, 'MIGRATING', toId!);
      const keys = (await from.cli('CLUSTER', 'GETKEYSINSLOT', slot, '100')).split('\n');
      await from.cli('MIGRATE', to.host, String(to.port), '', '0', '5000', 'KEYS', ...keys);
    },
    expectState: { state: 'stale', reason: /ASK/ },
    heal: async ({ cluster }) => {
      const to = await cluster.importer();
      const slot = await to.cli('CLUSTER', 'KEYSLOT', 'feature_flags');
      const id = await to.cli('CLUSTER', 'MYID');
      for (const node of [to, ...cluster.masters]) await node.cli('CLUSTER', 'SETSLOT', slot, 'NODE', id);
    },
    boundMs: 15_000,
    check: (_, apps) => takesWrites(apps),
  }),
];
