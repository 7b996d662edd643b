import type { Replica } from './replica.js';
import { started } from './replica.js';
import type { Rule } from './rules.js';
import type { Event, Scenario } from './scenario.js';
import { hear } from './follow.js';
import { type Effect, type Message, type Server, isEmpty } from './server.js';

/** Everything there is at one moment. */
export interface World {
  readonly server: Server;
  readonly replicas: readonly Replica[];
  readonly history: History;
}

/** What decides what may still happen, and what has been promised. */
export interface History {
  readonly turns: Readonly<Partial<Record<Event, number>>>;
  /** What the server holds that takes over after a failover, from the moment on at which it misses something. */
  readonly standby: Server | undefined;
  /** Messages that went with a failover, and may still arrive. */
  readonly lost: readonly Message[];
  /** The texts that were written so far, and those of them that went into all flags at once. */
  readonly written: string;
  readonly transactions: string;
  /** A promise that was broken. */
  readonly broken: string | undefined;
}

/** Server time, in milliseconds. It stands still: what has expired says so. */
export const NOW = 100_000;

export function firstWorld({ hash, replicas, turns, slots }: Scenario): World {
  const sync = { epoch: 1, number: 0, head: '1.0a' };
  return {
    server: {
      hash,
      shadow: hash,
      sync,
      log: [],
      // Without slots, those that watch do so throughout.
      slots: slots === true ? [0, 1, 2].map((slot) => ({ holder: `frozen ${slot}`, comparedAt: NOW })) : [],
      clock: 1,
      timeline: 'a',
    },
    replicas: replicas.map(({ name, connections, watches }) => ({
      ...started(name, connections, watches, hash),
      stage: 'on' as const,
      position: sync,
      armed: watches,
    })),
    history: {
      turns,
      standby: undefined,
      lost: [],
      written: '',
      transactions: '',
      broken: undefined,
    },
  };
}

export function withReplica(
  world: World,
  index: number,
  changes: Partial<Replica>,
  without: Rule | undefined,
): World {
  const next = settle({ ...world.replicas[index]!, ...changes }, without);
  return { ...world, replicas: world.replicas.with(index, next) };
}

/**
 * With one connection, and no reply on its way that a message could overtake, it makes no difference when the replica hears
 * its messages: it hears them at once. That leaves fewer states.
 */
function settle(replica: Replica, without: Rule | undefined): Replica {
  let settled = replica;
  while (settled.inbox.length > 0 && hearsAtOnce(settled)) {
    settled = hear({ ...settled, inbox: settled.inbox.slice(1) }, settled.inbox[0]!, without);
  }
  return settled;
}

function hearsAtOnce({ connections, stage, frozen, task, filling, polling }: Replica): boolean {
  const awaits = (task !== undefined && 'behind' in task) || filling !== undefined || polling !== undefined;
  return connections === 1 && stage === 'on' && !frozen && !awaits;
}

/** Takes one turn of an event, if there is one. */
export function spend(world: World, event: Event): World | undefined {
  const left = world.history.turns[event] ?? 0;
  if (left === 0) return undefined;
  return { ...world, history: { ...world.history, turns: { ...world.history.turns, [event]: left - 1 } } };
}

export function isSubscribed({ stage }: Replica): boolean {
  return stage === 'subscribed' || stage === 'on';
}

/** The world after a script or a command: messages go to those that have subscribed, pushes to those that asked for them. */
export function after(world: World, { server, published }: Effect, without: Rule | undefined): World {
  const isChanged = server.hash !== world.server.hash;
  const replicas =
    isChanged || published.length > 0
      ? world.replicas.map((replica) => receive(replica, isChanged, published, without))
      : world.replicas;
  return { server, replicas, history: world.history };
}

function receive(
  replica: Replica,
  isChanged: boolean,
  published: readonly Message[],
  without: Rule | undefined,
): Replica {
  const isPushed = isChanged && replica.armed;
  const isTold = published.length > 0 && isSubscribed(replica);
  if (!isPushed && !isTold) return replica;
  return settle(
    {
      ...replica,
      armed: replica.armed && !isPushed,
      due: replica.due || isPushed,
      inbox: isTold ? [...replica.inbox, ...published] : replica.inbox,
    },
    without,
  );
}

/** What is wrong with any moment. */
export function wrong({ replicas, history, server }: World, scenario: Scenario): string | undefined {
  if (history.broken !== undefined) return history.broken;
  if ((server.sync?.number ?? 0) > 15) return 'announces without end';
  const { tampering, failover, 'failing script': failing } = scenario.turns;
  const isSound = (tampering ?? failover ?? failing) === undefined;
  if (isSound && server.clock > 1) return 'the shadow was reset, and nothing was wrong with it';
  for (const { name, memory, stage, obeys } of replicas) {
    if (isSound && obeys) return `${name} began anew, and nothing was wrong`;
    if (stage !== 'on') continue;
    for (const text of history.transactions) {
      const isHalf = memory.includes(text) && Array.from(memory).some((other) => other < text);
      if (isHalf) return `${name} has ${memory}, and ${text} was written into all flags at once`;
    }
    if (scenario.failover === 'empty' && isEmpty(memory)) return `${name} lost its flags to an empty server`;
  }
  return undefined;
}

/** What is wrong once nothing more happens by itself. */
export function wrongAtRest({ replicas, server }: World, scenario: Scenario): string | undefined {
  const { turns, slots, withoutWatchers } = scenario;
  const live = replicas.filter(({ stage, frozen }) => stage === 'on' && !frozen);
  if (!live.some(({ watches }) => watches || slots === true || withoutWatchers === true)) return undefined;
  const isGone = server.sync === undefined && isEmpty(server.hash);
  const mayBeFresh = (turns['lost connection'] ?? turns.failover) !== undefined;
  for (const { name, memory, position } of live) {
    // A replica whose connection is fresh does not know how the hash was emptied. It says that its flags may be old.
    if (mayBeFresh && isGone && position === undefined) continue;
    if (memory !== server.hash) return `${name} has ${memory}, the hash ${server.hash}`;
  }
  return undefined;
}
