import { setTimeout as wait } from 'node:timers/promises';
import { type Fault, fault } from '../fault.js';
import { NetworkWorld } from '../world.js';

const HOST = 'flags.invalid';

/** What befalls the network between the apps and the server. */
export const networkFaults: readonly Fault[] = [
  fault({
    name: 'connections cut, and new ones refused',
    world: () => NetworkWorld.startNetwork(),
    during: async ({ network }) => network.refuse(),
    expectState: { state: 'stale', reason: /can't be reached/ },
    heal: async ({ network }) => network.restore(),
    boundMs: 10_000,
  }),
  fault({
    name: 'half-open: what the server sends is lost',
    world: () => NetworkWorld.startNetwork(),
    during: async ({ network }) => network.dropReplies(),
    expectState: { state: 'stale', reason: /no answer within 1000 ms/ },
    heal: async ({ network }) => network.restore(),
    boundMs: 10_000,
  }),
  fault({
    name: 'black hole: nothing comes through, and nothing ends',
    world: () => NetworkWorld.startNetwork(),
    during: async ({ network }) => network.blackHole(),
    expectState: { state: 'stale', reason: /no answer within 1000 ms/ },
    heal: async ({ network }) => network.restore(),
    boundMs: 10_000,
  }),
  fault({
    name: '300 ms more in each direction',
    world: () => NetworkWorld.startNetwork(),
    options: { loadTimeoutMs: 5000 },
    during: ({ network }) => {
      network.delay(300);
      return wait(2000);
    },
    heal: async ({ network }) => network.restore(),
    boundMs: 5000,
  }),
  fault({
    name: 'a host name that leads nowhere at boot',
    world: () => NetworkWorld.startNetwork(HOST),
    atBoot: true,
    during: () => Promise.resolve(),
    expectState: { state: 'failed', reason: /flags\.invalid/ },
    heal: (_, apps) => Promise.all(apps.map(({ app }) => app.learnHost(HOST, '127.0.0.1'))),
    boundMs: 10_000,
  }),
];
