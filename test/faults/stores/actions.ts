import { type Backend, isHalyardError } from '@halyard/core';
import { setTimeout as wait } from 'node:timers/promises';
import type { Action } from '../act-at-random.js';
import { NAMES, TEXTS } from '../soak-actions.js';
import { pick } from '../../support/seeded-random.js';
import type { TcpProxy } from '../../support/tcp-proxy.js';
import { eventually } from '../../support/until.js';
import type { SoakWorld } from './worlds.js';

/** What an action may use. */
export interface Stage {
  readonly world: SoakWorld;
  readonly replicas: readonly Backend[];
  /** From 0 up to, and without, 1. */
  readonly random: () => number;
  /** How long a fault lasts at most. */
  readonly longestMs: number;
}

/** What people do, most of the time, and what goes wrong. */
export const actions: readonly Action<Stage>[] = [
  { name: 'flip', weight: 8, run: flip },
  { name: 'flip ten', weight: 2, run: (stage) => Promise.all(Array.from({ length: 10 }, () => flip(stage))) },
  { name: 'edit in a replica', weight: 4, run: (stage) => edit(stage, 1) },
  { name: 'edit several in a replica', weight: 1, run: (stage) => edit(stage, 5) },
  {
    name: 'kill and restart',
    weight: 1,
    run: async (stage) => {
      await stage.world.kill();
      await aWhile(stage);
      await stage.world.restart();
      await flip(stage);
    },
  },
  {
    name: 'hang for a while',
    weight: 1,
    run: async (stage) => {
      stage.world.pause();
      const edited = edit(stage, 1);
      await aWhile(stage);
      stage.world.resume();
      await edited;
      await flip(stage);
    },
  },
  { name: 'cut', weight: 2, run: async ({ world }) => world.network.cut() },
  network('refuse', (proxy) => proxy.refuse()),
  network('lose the replies', (proxy) => proxy.dropReplies()),
  network('lose everything', (proxy) => proxy.blackHole()),
  network('be slow', (proxy) => proxy.delay(50)),
];

/** Stores or removes a flag past the replicas, tried again until the server takes it. */
function flip({ world, random }: Stage): Promise<unknown> {
  const name = pick(random, NAMES);
  const text = random() < 0.2 ? undefined : pick(random, TEXTS);
  return eventually(`${name} is stored`, async () => {
    await world.change(name, text);
    return true;
  });
}

/** Writes through a replica, whose write may fail while there is a fault. */
async function edit({ replicas, random }: Stage, flags: number): Promise<void> {
  const change = (): [string, string | null] => [
    pick(random, NAMES),
    random() < 0.2 ? null : pick(random, TEXTS),
  ];
  try {
    await pick(random, replicas).setMany!(new Map(Array.from({ length: flags }, change)));
  } catch (error) {
    if (!isHalyardError(error)) throw error;
  }
}

function aWhile({ random, longestMs }: Stage): Promise<void> {
  return wait(random() * longestMs);
}

/** The network does something, and stops doing it after a while. */
function network(name: string, begin: (proxy: TcpProxy) => void): Action<Stage> {
  return {
    name,
    weight: 1,
    run: async (stage) => {
      begin(stage.world.network);
      await flip(stage);
      const edited = edit(stage, 1);
      await aWhile(stage);
      stage.world.network.restore();
      await edited;
    },
  };
}
