import { setTimeout as wait } from 'node:timers/promises';
import { pick } from '../support/seeded-random.js';
import type { Action } from './act-at-random.js';
import type { AppFlags } from './app-process.js';
import type { NetworkWorld } from './world.js';

export const NAMES: readonly string[] = ['gated', ...Array.from({ length: 20 }, (_, i) => `flag_${i}`)];
export const TEXTS: readonly string[] = [
  'on',
  'off',
  '25%',
  'users:ana,bo',
  '{"rules":[{"rollout":50}]}',
  '{"default":10}',
];
const LONGEST_MS = 1500;
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** What an action may use. */
export interface Stage {
  readonly world: NetworkWorld;
  readonly apps: readonly AppFlags[];
  /** From 0 up to, and without, 1. */
  readonly random: () => number;
}

function aWhile({ random }: Stage): Promise<void> {
  return wait(random() * LONGEST_MS);
}

function flip({ random }: Stage): string {
  return `HSET feature_flags ${pick(random, NAMES)} ${JSON.stringify(pick(random, TEXTS))}`;
}

/** The network does something, and stops doing it after a while. */
function network(name: string, begin: (world: NetworkWorld) => void): Action<Stage> {
  return {
    name,
    weight: 1,
    run: async (stage) => {
      begin(stage.world);
      await stage.world.server.lines(flip(stage));
      await aWhile(stage);
      stage.world.network.restore();
    },
  };
}

/** What people do, most of the time, and what goes wrong. */
export const actions: readonly Action<Stage>[] = [
  { name: 'flip', weight: 8, run: (stage) => stage.world.server.lines(flip(stage)) },
  {
    name: 'flip a hundred',
    weight: 2,
    run: (stage) => stage.world.server.lines(...Array.from({ length: 100 }, () => flip(stage))),
  },
  {
    name: 'remove',
    weight: 2,
    run: ({ world, random }) => world.cli('HDEL', 'feature_flags', pick(random, NAMES)),
  },
  {
    name: 'edit in an app',
    weight: 4,
    run: ({ apps, random }) =>
      pick(random, apps).edit({ name: pick(random, NAMES), text: pick(random, TEXTS) }),
  },
  {
    name: 'delete the hash, and write it anew',
    weight: 1,
    run: async (stage) => {
      await stage.world.cli('DEL', 'feature_flags');
      await aWhile(stage);
      await stage.world.server.lines(flip(stage), flip(stage));
    },
  },
  {
    name: 'rename another hash onto it',
    weight: 1,
    run: ({ world, random }) =>
      world.server.lines(
        `HSET prepared ${NAMES.map((name) => `${name} ${JSON.stringify(pick(random, TEXTS))}`).join(' ')}`,
        'RENAME prepared feature_flags',
      ),
  },
  {
    name: 'another type for a while',
    weight: 1,
    run: async (stage) => {
      await stage.world.server.lines('RENAME feature_flags aside', 'SET feature_flags oops');
      await aWhile(stage);
      await stage.world.server.lines('DEL feature_flags', 'RENAME aside feature_flags', flip(stage));
    },
  },
  {
    name: 'swap the databases for a while',
    weight: 1,
    run: async (stage) => {
      await stage.world.server.lines('SWAPDB 0 1', flip(stage));
      await aWhile(stage);
      await stage.world.server.lines('SWAPDB 0 1', flip(stage));
    },
  },
  {
    name: 'kill the connections',
    weight: 2,
    run: ({ world, random }) =>
      world.server.lines(
        ...['CLIENT KILL TYPE pubsub', 'CLIENT KILL TYPE normal SKIPME yes'].filter(() => random() < 0.7),
      ),
  },
  {
    name: 'no right to track for a while',
    weight: 1,
    run: async (stage) => {
      const kill = ['CLIENT KILL TYPE pubsub', 'CLIENT KILL TYPE normal SKIPME yes'];
      await stage.world.server.lines('ACL SETUSER default -client|tracking', ...kill, flip(stage));
      await aWhile(stage);
      await stage.world.server.lines('ACL SETUSER default +client|tracking', flip(stage));
    },
  },
  {
    name: 'flush everything, and write some of it anew',
    weight: 1,
    run: async (stage) => {
      await stage.world.server.lines('FLUSHALL', flip(stage));
      await aWhile(stage);
      await stage.world.server.lines(flip(stage), flip(stage));
    },
  },
  {
    name: 'no memory for a while',
    weight: 1,
    run: async (stage) => {
      const { world, random } = stage;
      await world.server.lines('CONFIG SET maxmemory 1', `HDEL feature_flags ${pick(random, NAMES)}`);
      await pick(random, stage.apps).edit({ name: pick(random, NAMES), text: pick(random, TEXTS) });
      await aWhile(stage);
      await world.server.lines('CONFIG SET maxmemory 0', flip(stage));
    },
  },
  {
    name: 'freeze an app for a while',
    weight: 2,
    run: async (stage) => {
      const { app } = pick(stage.random, stage.apps);
      app.pause();
      await stage.world.server.lines(flip(stage));
      await aWhile(stage);
      await stage.world.server.lines(flip(stage));
      app.resume();
    },
  },
  {
    name: 'set the clock of an app',
    weight: 1,
    run: ({ apps, random }) => pick(random, apps).app.setClock(Math.round((random() - 0.5) * YEAR_MS)),
  },
  { name: 'restart', weight: 1, run: ({ world }) => world.server.restart() },
  {
    name: 'hang for a while',
    weight: 1,
    run: async (stage) => {
      stage.world.server.pause();
      const flipped = stage.world.server.lines(flip(stage));
      await aWhile(stage);
      stage.world.server.resume();
      await flipped;
    },
  },
  network('cut', (world) => world.network.cut()),
  network('refuse', (world) => world.network.refuse()),
  network('lose the replies', (world) => world.network.dropReplies()),
  network('lose everything', (world) => world.network.blackHole()),
  network('be slow', (world) => world.network.delay(200)),
];
