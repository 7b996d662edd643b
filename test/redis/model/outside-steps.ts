import type { Step } from './explore.js';
import { reconnecting, started } from './replica.js';
import type { Rule } from './rules.js';
import type { Scenario, Tampering, Writing } from './scenario.js';
import { type Server, type Texts, changed, changesBetween, create, isNothing, publish } from './server.js';
import { type World, after, isSubscribed, spend, withReplica } from './world.js';

/** What may happen next from outside. */
export function outsideSteps(world: World, scenario: Scenario, without: Rule | undefined): Step<World>[] {
  const steps: Step<World>[] = [];
  const add = (label: string, next: World): void => {
    steps.push({ label, next, by: 'outside' });
  };

  const writing = spend(world, 'write');
  if (writing !== undefined) {
    for (const kind of scenario.writings) {
      const fresh = String(world.history.written.length + 1);
      for (const changes of changesOf(world.server, kind, scenario.texts ?? [fresh])) {
        const noted = scenario.texts === undefined ? note(writing, fresh, kind) : writing;
        add(`${kind} write ${changes}`, write(noted, changes, kind, without));
      }
    }
  }
  for (const [index, replica] of world.replicas.entries()) {
    const { name, connections, watches, stage, frozen } = replica;
    const isUp = stage !== 'down';
    const isVulnerable = isUp && scenario.replicas[index]!.isSteady !== true;
    const fresh = started(name, connections, watches, '');
    const crash = isVulnerable ? spend(world, 'crash') : undefined;
    if (crash !== undefined)
      add(`${name} crashes`, withReplica(crash, index, { ...fresh, stage: 'down' }, without));
    const restart = isUp ? undefined : spend(world, 'start');
    if (restart !== undefined) add(`${name} starts`, withReplica(restart, index, fresh, without));
    const cut = isVulnerable ? spend(world, 'lost connection') : undefined;
    if (cut !== undefined)
      add(`${name} loses its connection`, withReplica(cut, index, reconnecting(replica), without));
    const freeze = isUp && !frozen ? spend(world, 'freeze') : undefined;
    if (freeze !== undefined) add(`${name} freezes`, withReplica(freeze, index, { frozen: true }, without));
    if (frozen) add(`${name} goes on`, withReplica(world, index, { frozen: false }, without));
  }
  const tampering = spend(world, 'tampering');
  if (tampering !== undefined) {
    for (const kind of scenario.tampering ?? []) {
      const server = tampered(world.server, kind);
      if (server !== undefined) add(kind, after(tampering, { server, published: [] }, without));
    }
  }
  return [...steps, ...failoverSteps(world, scenario, without)];
}

/** The ways to write the hash. A write through Halyard may find in the hash what it writes, before that was announced. */
function changesOf({ hash, shadow }: Server, kind: Writing, texts: readonly string[]): Texts[] {
  if (kind === 'transaction') {
    return texts.map((text) => text.repeat(hash.length)).filter((next) => next !== hash);
  }
  return Array.from(hash, (before, flag) =>
    texts
      .filter((text) => text !== before || (kind === 'halyard' && text !== shadow[flag]))
      .map((text) => '.'.repeat(flag) + text + '.'.repeat(hash.length - flag - 1)),
  ).flat();
}

function note(world: World, text: string, kind: Writing): World {
  const written = world.history.written + text;
  const transactions = world.history.transactions + (kind === 'transaction' ? text : '');
  return { ...world, history: { ...world.history, written, transactions } };
}

function write(world: World, changes: Texts, kind: Writing, without: Rule | undefined): World {
  const { server } = world;
  const hash = changed(server.hash, changes);
  if (kind === 'raw' || kind === 'transaction') {
    return after(world, { server: { ...server, hash }, published: [] }, without);
  }
  const made = create(server, undefined);
  const found = publish(made.server, unannounced(made.server, changes, without), without);
  const written = publish({ ...found.server, hash }, changesBetween(server.hash, hash), without, {
    hasTexts: kind !== 'large',
  });
  const published =
    without === 'a write publishes' ? [] : [...made.published, ...found.published, ...written.published];
  const next = after(world, { server: written.server, published }, without);
  if (changed(written.server.shadow, changes) === written.server.shadow) return next;
  return {
    ...next,
    history: { ...next.history, broken: `${changes} was written, and is not in the shadow` },
  };
}

/** If what is written has an unannounced change, the writer first compares everything, and announces what it finds. */
function unannounced({ hash, shadow }: Server, changes: Texts, without: Rule | undefined): Texts {
  const own = changesBetween(shadow, hash, changes);
  const isSkipped = isNothing(own) || without === 'a write announces what it finds';
  if (isSkipped) return '.'.repeat(hash.length);
  return without === 'a write announces all that differs' ? own : changesBetween(shadow, hash);
}

/** `undefined`: there is nothing to tamper with. */
function tampered(server: Server, kind: Tampering): Server | undefined {
  const { sync, hash, shadow, log } = server;
  const nothing = '-'.repeat(hash.length);
  switch (kind) {
    case 'shadow':
      return {
        ...server,
        shadow: changed(shadow, (shadow.startsWith('0') ? '1' : '0').padEnd(hash.length, '.')),
      };
    case 'shadow field gone':
      return { ...server, shadow: changed(shadow, '-'.padEnd(hash.length, '.')) };
    case 'log type':
      return { ...server, log: undefined };
    case 'log gone':
      return { ...server, log: [] };
    case 'log ahead':
      return log?.[0] && { ...server, log: [...log, { ...log[0], number: 99 }] };
    case 'sync gone':
      return { ...server, sync: undefined };
    case 'number':
      // What is tagged from now on has other tags than the messages that had these numbers.
      return sync && sync.number > 0
        ? { ...server, sync: { ...sync, number: sync.number - 1 }, timeline: 'c' }
        : undefined;
    default:
      return { ...server, hash: nothing, shadow: nothing, sync: undefined, log: [] };
  }
}

/** A replica of the server takes over. It has missed what came since some moment, or everything. */
function failoverSteps(world: World, { failover, hash }: Scenario, without: Rule | undefined): Step<World>[] {
  const { server, history, replicas } = world;
  const steps: Step<World>[] = [];
  const failing = failover === undefined ? undefined : spend(world, 'failover');
  if (failing !== undefined) {
    const nothing = '-'.repeat(hash.length);
    const empty = { ...server, hash: nothing, shadow: nothing, sync: undefined, log: [] };
    const promoted = failover === 'empty' ? empty : history.standby;
    if (promoted === undefined) {
      const next = { ...world, history: { ...history, standby: server } };
      steps.push({ label: 'replication stops', next, by: 'outside' });
    } else {
      const log = server.log ?? [];
      const lost = log.filter((entry) => !promoted.log!.some(({ tag }) => tag === entry.tag));
      const next: World = {
        server: { ...promoted, timeline: 'b', clock: server.clock },
        replicas: replicas.map((replica) =>
          replica.stage === 'down' ? replica : reconnecting({ ...replica, frozen: false }),
        ),
        history: { ...failing.history, standby: undefined, lost },
      };
      steps.push({ label: 'failover', next, by: 'outside' });
    }
  }
  const late = spend(world, 'late message');
  if (late !== undefined) {
    for (const message of history.lost) {
      for (const [index, replica] of replicas.entries()) {
        if (!isSubscribed(replica)) continue;
        const next = withReplica(late, index, { inbox: [...replica.inbox, message] }, without);
        steps.push({ label: `${replica.name} gets the lost ${message.tag}`, next, by: 'outside' });
      }
    }
  }
  return steps;
}
