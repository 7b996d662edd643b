import { announcesAsFound } from '../../../packages/redis/src/announced/after-announcement.js';
import type { Step } from './explore.js';
import { afterRead, fill, hear, polled, verify } from './follow.js';
import { type Replica, type Task, type WatchRead, reconnecting } from './replica.js';
import type { Rule } from './rules.js';
import type { Scenario } from './scenario.js';
import { type Message, type Server, type Writes, announce, create, isEmpty, reset } from './server.js';
import { type World, after, spend, withReplica } from './world.js';

/** What a replica may do next by itself. */
export function protocolSteps(
  world: World,
  index: number,
  scenario: Scenario,
  without: Rule | undefined,
): Step<World>[] {
  const replica = world.replicas[index]!;
  const { stage, frozen, task } = replica;
  if (stage === 'down') return [];
  const steps: Step<World>[] = [];
  // What was sent is carried out, even if the process is frozen now.
  if (task?.is === 'announce') {
    steps.push(protocol(replica, 'announces', runAnnouncement(world, index, task, without)));
    steps.push(...failures(world, index, task, without));
  }
  if (task?.is === 'reset') {
    const next = after(world, reset(world.server, replica.position!), without);
    steps.push(
      protocol(replica, 'resets the shadow', replied(next, index, { task: undefined, due: true }, without)),
    );
  }
  if (frozen) return steps;
  if (stage === 'starting') {
    steps.push(protocol(replica, 'reads the position', start(world, index, scenario, without)));
  }
  for (const [label, next] of [
    ...receptions(replica, without),
    ...requests(replica, world.server, scenario, without),
  ]) {
    steps.push(protocol(replica, label, withReplica(world, index, next, without)));
  }
  return steps;
}

function protocol({ name }: Replica, label: string, next: World): Step<World> {
  return { label: `${name} ${label}`, next, by: 'protocol' };
}

type Announcing = Extract<Task, { is: 'announce' }>;

function runAnnouncement(
  world: World,
  index: number,
  { read }: Announcing,
  without: Rule | undefined,
  until?: Writes,
): World {
  const asFound = announcesAsFound(world.replicas[index]!.outdated + 1);
  const { reply, ...effect } = announce(world.server, read, asFound, without, until);
  const next = after(world, effect, without);
  const behind = next.replicas[index]!.inbox.length;
  return replied(next, index, { task: { is: 'announced', behind, read, reply } }, without);
}

/** The replica may have begun anew with what its own script published, so that the reply no longer counts. */
function replied(world: World, index: number, changes: Partial<Replica>, without: Rule | undefined): World {
  return world.replicas[index]!.task === undefined ? world : withReplica(world, index, changes, without);
}

function failures(world: World, index: number, task: Announcing, without: Rule | undefined): Step<World>[] {
  const failing = spend(world, 'failing script');
  if (failing === undefined) return [];
  const { name } = world.replicas[index]!;
  return (['number', 'publish', 'shadow'] as const).map((until) => ({
    label: `${name} announces but fails before: ${until}`,
    next: runAnnouncement(failing, index, task, without, until),
    by: 'outside',
  }));
}

/** What may arrive at a replica next. */
function receptions(replica: Replica, without: Rule | undefined): [label: string, next: Replica][] {
  const { connections, stage, inbox, task, filling, polling } = replica;
  const found: [string, Replica][] = [];
  const [message, ...rest] = inbox;
  // Until the log was read, every message would be a gap.
  if (stage === 'on' && message !== undefined) {
    const hearer: Replica = {
      ...replica,
      inbox: rest,
      task: task !== undefined && 'behind' in task ? closer(task) : task,
      filling: filling && closer(filling),
      polling: polling && closer(polling),
    };
    found.push([`hears ${message.tag}`, hear(hearer, message, without)]);
  }
  const isOrdered = connections === 1;
  if (task !== undefined && 'behind' in task && !(isOrdered && task.behind > 0)) {
    if (task.is === 'read') found.push([`has read ${task.hash}`, afterRead(replica, task, without)]);
    else found.push([`has announced ${task.read}`, verify(replica, task, without)]);
  }
  if (filling !== undefined && !(isOrdered && filling.behind > 0)) {
    found.push(['has filled', fill(replica, filling.entries, filling.wanted, without)]);
  }
  if (polling !== undefined && !(isOrdered && polling.behind > 0)) {
    found.push(['has polled', polled(replica, polling.sent, polling.reply, without)]);
  }
  return found;
}

function closer<Waiting extends { readonly behind: number }>(waiting: Waiting): Waiting {
  return waiting.behind === 0 ? waiting : { ...waiting, behind: waiting.behind - 1 };
}

/** What a replica may ask for next. The server carries it out at once, and the reply takes its time. */
function requests(
  replica: Replica,
  server: Server,
  { readsAtOnce }: Scenario,
  without: Rule | undefined,
): [label: string, next: Replica][] {
  const { stage, inbox, due, task, wanted, filling, doubts, polling } = replica;
  if (stage === 'placed') {
    const { sync: position, shadow: memory } = server;
    const isReversed = without === 'a start reads the position before the shadow';
    return [['reads the shadow', { ...replica, ...(isReversed ? { position } : { memory }), stage: 'read' }]];
  }
  if (stage === 'read') return [['subscribes', { ...replica, stage: 'subscribed' }]];
  if (stage === 'subscribed') return [['reads the log', catchUp(replica, server, without)]];
  if (stage !== 'on') return [];
  const found: [string, Replica][] = [];
  if (due && task === undefined && readsAtOnce === true) {
    const read = { ...hashRead(replica, server), is: 'read', behind: inbox.length } as const;
    found.push(['reads hash and position', { ...replica, due: false, armed: replica.watches, task: read }]);
  } else if (due && task === undefined) {
    found.push(['reads the hash', readFirst(replica, server, without)]);
  }
  if (task?.is === 'half read') {
    const read = { ...hashRead(replica, server), ...task, is: 'read', behind: inbox.length } as const;
    const armed = replica.armed || (task.hash === undefined && replica.watches);
    found.push(['reads the position', { ...replica, armed, task: read }]);
  }
  if (wanted !== undefined && filling === undefined) {
    const entries = entriesUpTo(wanted, replica, server, without);
    found.push(['reads the log', { ...replica, filling: { behind: inbox.length, entries, wanted } }]);
  }
  if (doubts && polling === undefined) {
    found.push(['polls, since it doubts', { ...replica, doubts: false, polling: poll(replica, server) }]);
  }
  return found;
}

/** A start: rule 2, or rule 8 if there is no shadow, or rule 9 if there is nothing. */
function start(world: World, index: number, scenario: Scenario, without: Rule | undefined): World {
  const replica = world.replicas[index]!;
  const { hash, shadow, sync } = world.server;
  if (sync !== undefined) {
    const isReversed = without === 'a start reads the position before the shadow';
    const first = isReversed ? { memory: shadow } : { position: sync };
    const read: Partial<Replica> =
      scenario.readsAtOnce === true
        ? { stage: 'read', position: sync, memory: shadow }
        : { stage: 'placed', ...first };
    return withReplica(world, index, { ...read, obeys: false }, without);
  }
  const obeys =
    without === 'an empty hash is not obeyed on a fresh connection' ||
    (replica.obeys && without !== 'an emptying seen live is obeyed');
  if (!isEmpty(hash) || obeys) return after(world, create(world.server, undefined), without);
  return withReplica(world, index, { stage: 'read', obeys: false }, without);
}

/** What a start reads of the log. */
function catchUp(replica: Replica, server: Server, without: Rule | undefined): Replica {
  const { position } = replica;
  const on: Replica = { ...replica, stage: 'on' };
  const compares = without !== 'a start ends with a watch read';
  const follows = { due: compares, armed: replica.watches && !compares };
  if (position === undefined || without === 'the log is read after subscribing') return { ...on, ...follows };
  const { sync } = server;
  if (sync?.epoch !== position.epoch) return reconnecting(replica, true);
  const filled = fill(on, entriesUpTo(sync.number, replica, server, without), sync.number, without);
  return filled.stage === 'on' ? { ...filled, ...follows } : filled;
}

/** Not further, since a script that broke off may have left an entry that was never numbered. */
function entriesUpTo(
  wanted: number,
  { position }: Replica,
  { log }: Server,
  without: Rule | undefined,
): readonly Message[] {
  const last = without === 'the log is read up to the wanted number' ? Infinity : wanted;
  return (log ?? []).filter(({ number }) => number > position!.number && number <= last);
}

/** The first half of a watch read: the hash, and the server pushes its next change. */
function readFirst(replica: Replica, server: Server, without: Rule | undefined): Replica {
  const { sent, at, ...hash } = hashRead(replica, server);
  return without === 'a watch read reads the position after the hash'
    ? { ...replica, due: false, task: { is: 'half read', sent, at } }
    : { ...replica, due: false, armed: replica.watches, task: { is: 'half read', sent, ...hash } };
}

/** What a watch read finds if nothing comes between its halves. */
export function hashRead({ position }: Replica, { hash, shadow, sync }: Server): WatchRead {
  return { sent: position, hash, at: sync, lengthsDiffer: count(hash) !== count(shadow) };
}

/** A poll whose reply is on its way. */
export function poll({ position, inbox }: Replica, { sync, hash, shadow }: Server): Replica['polling'] & {} {
  const reply = { position: sync, hashLength: count(hash), shadowLength: count(shadow) };
  return { behind: inbox.length, sent: position, reply };
}

function count(texts: string): number {
  return texts.replaceAll('-', '').length;
}
