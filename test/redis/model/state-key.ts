import type { Position } from '../../../packages/redis/src/announced/position.js';
import type { Replica, Task, WatchRead } from './replica.js';
import type { Message, Server } from './server.js';
import type { History, World } from './world.js';

/** A short text for each state: equal worlds have the same. Writing it takes most of the time of an exploration. */
export class StateKeys {
  readonly #ids = new Map<string, number>();

  of({ server, replicas, history }: World): string {
    let key = `${this.#id(serverText(server))} ${this.#id(historyText(history))}`;
    for (const replica of replicas) key += ` ${this.#id(replicaText(replica))}`;
    return key;
  }

  #id(text: string): number {
    const known = this.#ids.get(text);
    if (known !== undefined) return known;
    this.#ids.set(text, this.#ids.size);
    return this.#ids.size - 1;
  }
}

function serverText({ hash, shadow, sync, log, slots, clock, timeline }: Server): string {
  let text = `${hash} ${shadow} ${positionText(sync)} ${clock}${timeline}${log === undefined ? '!' : ''}`;
  for (const message of log ?? []) text += messageText(message);
  for (const slot of slots) text += ` ${slot?.holder} ${slot?.comparedAt}`;
  return text;
}

function historyText({ turns, standby, lost, written, transactions, broken }: History): string {
  let text = `${standby && serverText(standby)} ${written} ${transactions} ${broken ?? ''}`;
  for (const event in turns) text += turns[event as keyof typeof turns];
  for (const message of lost) text += messageText(message);
  return text;
}

function replicaText(replica: Replica): string {
  const { stage, memory, position, inbox, task, wanted, filling, polling, slot } = replica;
  const { frozen, obeys, watches, armed, due, doubts } = replica;
  const flags =
    (frozen ? 1 : 0) +
    (obeys ? 2 : 0) +
    (watches ? 4 : 0) +
    (armed ? 8 : 0) +
    (due ? 16 : 0) +
    (doubts ? 32 : 0);
  let text = `${stage} ${memory} ${positionText(position)} ${flags} ${replica.outdated}`;
  if (wanted !== undefined) text += ` wants ${wanted}`;
  if (slot !== undefined) text += ` slot ${slot}`;
  for (const message of inbox) text += messageText(message);
  if (task !== undefined) text += taskText(task);
  if (filling !== undefined) {
    text += ` fills ${filling.behind} ${filling.wanted}`;
    for (const message of filling.entries) text += messageText(message);
  }
  if (polling !== undefined) {
    const { behind, sent, reply } = polling;
    text += ` polls ${behind} ${positionText(sent)} ${positionText(reply.position)}`;
    text += ` ${reply.hashLength} ${reply.shadowLength}`;
  }
  return text;
}

function taskText(task: Task): string {
  switch (task.is) {
    case 'read':
    case 'compare': {
      const behind = task.is === 'read' ? task.behind : '';
      return ` ${task.is} ${behind}${readText(task)}`;
    }
    case 'half read':
      return ` half${readText(task)}`;
    case 'announce':
      return ` announce ${task.read}`;
    case 'announced':
    case 'verify': {
      const { is, read, reply } = task;
      const behind = is === 'announced' ? task.behind : '';
      const replied = typeof reply === 'string' ? reply : `${reply.outdated} ${reply.epoch}.${reply.number}`;
      return ` ${is} ${behind} ${read} ${replied}`;
    }
    default:
      return ' reset';
  }
}

function readText({ sent, hash, at, lengthsDiffer }: Partial<WatchRead>): string {
  return ` ${positionText(sent)} ${hash} ${positionText(at)} ${lengthsDiffer}`;
}

function positionText(position: Position | undefined): string {
  return position === undefined ? '' : `${position.epoch}.${position.number}:${position.head}`;
}

function messageText({ epoch, number, previous, tag, hasTexts, changes, begins }: Message): string {
  return ` ${epoch}.${number}:${previous}:${tag}${hasTexts ? '' : '!'}${changes}${begins ?? ''}`;
}
