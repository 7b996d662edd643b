import {
  afterAnnouncement,
  announcesAsFound,
} from '../../../packages/redis/src/announced/after-announcement.js';
import { type PollReply, afterPoll } from '../../../packages/redis/src/announced/after-poll.js';
import { differences, judgeRead } from '../../../packages/redis/src/announced/comparison.js';
import { afterFilling, judge } from '../../../packages/redis/src/announced/judge-message.js';
import type { Position } from '../../../packages/redis/src/announced/position.js';
import { type Replica, type WatchRead, reconnecting } from './replica.js';
import type { Rule } from './rules.js';
import { type Message, type Texts, changed, isEmpty } from './server.js';

type Without = Rule | undefined;

/** What a replica does with a message. */
export function hear(replica: Replica, message: Message, without: Without): Replica {
  const { position } = replica;
  const judged =
    without === 'a message continues the head' && position !== undefined
      ? { ...message, previous: position.head, tag: position.head }
      : message;
  const verdict = judge(position, judged);
  switch (verdict) {
    case 'apply':
      return apply(replica, message, without);
    case 'known':
      return replica;
    case 'doubt':
      return { ...replica, doubts: true };
    case 'gap':
      if (without === 'a gap is filled') return apply(replica, message, without);
      return { ...replica, wanted: Math.max(replica.wanted ?? 0, message.number) };
    default:
      if (position === undefined && without === 'a push is obeyed without a position') return replica;
      return reconnecting(replica, true);
  }
}

function apply(replica: Replica, message: Message, without: Without): Replica {
  if (message.begins !== undefined) return reconnecting(replica, true);
  const { epoch, number, tag } = message;
  const memory = message.hasTexts ? changed(replica.memory, message.changes) : replica.memory;
  return proceed({ ...replica, memory, position: { epoch, number, head: tag } }, without);
}

/** Goes on with what waited for messages. */
function proceed(replica: Replica, without: Without): Replica {
  const { task } = replica;
  if (task?.is === 'compare') return compare(replica, task, without);
  if (task?.is === 'verify') return verify(replica, task, without);
  return replica;
}

/** Applies what the log has. */
export function fill(
  replica: Replica,
  entries: readonly Message[],
  wanted: number,
  without: Without,
): Replica {
  let filled = { ...replica, filling: undefined };
  for (const entry of entries) {
    filled = { ...hear(filled, entry, without), filling: undefined };
    if (filled.stage === 'starting') return filled;
  }
  if (afterFilling(filled.position!, wanted) === 'restart') return reconnecting(filled, true);
  return { ...filled, wanted: (filled.wanted ?? 0) > filled.position!.number ? filled.wanted : undefined };
}

/** What a replica does with the reply to its watch read. */
export function afterRead(replica: Replica, read: WatchRead, without: Without): Replica {
  const losesPush = without === 'a push during a watch read is kept';
  const idle = { ...replica, task: undefined, due: replica.due && !losesPush };
  if (replica.position === undefined) {
    const obeys = without !== 'a push is obeyed without a position';
    const isStillEmpty = read.at === undefined && isEmpty(read.hash);
    return isStillEmpty || !obeys ? idle : reconnecting(replica, true);
  }
  return compare(idle, read, without);
}

function compare(replica: Replica, read: WatchRead, without: Without): Replica {
  const { sent, hash, at, lengthsDiffer } = read;
  const position = replica.position!;
  if (at === undefined || sent === undefined) return reconnecting(replica, true);
  const isLenient = without === 'a watch read that finds too few messages begins anew';
  let verdict = judgeRead(isLenient ? at : sent, position, at);
  if (without === 'a comparison waits for its number' && verdict === 'wait') verdict = 'compare';
  if (verdict === 'restart') return reconnecting(replica, true);
  if (verdict === 'wait') return { ...replica, task: { is: 'compare', sent, hash, at, lengthsDiffer } };
  const found = differences(asMap(hash), asMap(replica.memory));
  if (found.length > 0) {
    const texts = new Map(found.map(({ name, text }) => [name, text ?? '-']));
    const announced = Array.from(hash, (_, flag) => texts.get(String(flag)) ?? '.').join('');
    const memory = without === 'changes come from the shadow only' ? hash : replica.memory;
    return { ...replica, memory, task: { is: 'announce', read: announced } };
  }
  if (lengthsDiffer && at.number === position.number) return { ...replica, task: { is: 'reset' } };
  return { ...replica, task: undefined, outdated: 0 };
}

/** What a replica does with the reply to its announcement. */
export function verify(
  replica: Replica,
  { read, reply }: Omit<Extract<Replica['task'], { is: 'announced' }>, 'is' | 'behind'>,
  without: Without,
): Replica {
  if (reply === 'missing') return reconnecting(replica, true);
  if (reply === 'error') return { ...replica, task: undefined, due: true };
  const differs = changed(replica.memory, read) !== replica.memory;
  const isAsFound = announcesAsFound(replica.outdated + 1);
  const isTrusted = without === 'an outdated announcement proves nothing' && isAsFound;
  let next = afterAnnouncement(replica.position!, isTrusted ? { ...reply, outdated: false } : reply, differs);
  if (without === 'a watcher verifies what it announced' && next !== 'read') next = 'done';
  switch (next) {
    case 'done':
      return { ...replica, task: undefined, outdated: 0 };
    case 'wait':
      return { ...replica, task: { is: 'verify', read, reply } };
    case 'read':
      return {
        ...replica,
        task: undefined,
        due: true,
        outdated: replica.outdated + (reply.outdated ? 1 : 0),
      };
    default:
      return { ...replica, task: { is: 'reset' } };
  }
}

/** What a replica does with the reply to its poll. */
export function polled(
  replica: Replica,
  sent: Position | undefined,
  reply: PollReply,
  without: Without,
): Replica {
  const idle = { ...replica, polling: undefined };
  const { position } = replica;
  if (sent === undefined || position === undefined) {
    const isStillEmpty = reply.position === undefined && reply.hashLength === 0;
    return position !== undefined || isStillEmpty || without === 'a push is obeyed without a position'
      ? idle
      : reconnecting(replica, true);
  }
  const found = reply.position;
  const isHeadless = without === 'a message continues the head' && found !== undefined;
  const isOvertaken = without === 'a reply that a message overtook proves nothing';
  const seen = isHeadless ? { ...reply, position: { ...found, head: position.head } } : reply;
  const from = isOvertaken ? position : isHeadless ? { ...sent, head: position.head } : sent;
  const outcome = afterPoll(from, position, seen);
  if (without === 'a poll finds another position' && outcome !== 'compare') return idle;
  if (without === 'a poll compares the lengths' && outcome === 'compare') return idle;
  switch (outcome) {
    case 'none':
    case 'stale':
      return idle;
    case 'fill':
      return { ...idle, wanted: Math.max(idle.wanted ?? 0, found!.number) };
    case 'compare':
      return { ...idle, due: true };
    default:
      return reconnecting(replica, true);
  }
}

const maps = new Map<Texts, ReadonlyMap<string, string>>();

/** Texts as the code has them, each under its place. */
function asMap(texts: Texts): ReadonlyMap<string, string> {
  let map = maps.get(texts);
  if (map === undefined) {
    map = new Map(
      Array.from(texts, (text, flag): [string, string] => [String(flag), text]).filter(
        ([, text]) => text !== '-',
      ),
    );
    maps.set(texts, map);
  }
  return map;
}
