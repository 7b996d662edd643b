import type { AnnouncementReply } from '../../../packages/redis/src/announced/after-announcement.js';
import type { MessageHeader } from '../../../packages/redis/src/announced/judge-message.js';
import type { Position } from '../../../packages/redis/src/announced/position.js';
import type { Slot } from '../../../packages/redis/src/announced/slots.js';
import type { Rule } from './rules.js';

/** One character a flag: its text, or `-` if there is none. In changes, `.` stands for a flag that they leave alone. */
export type Texts = string;

export interface Message extends MessageHeader {
  readonly changes: Texts;
  /** The epoch that begins with this message. What went before it is to be forgotten. */
  readonly begins?: number;
}

/** What the server holds. */
export interface Server {
  readonly hash: Texts;
  readonly shadow: Texts;
  readonly sync: Position | undefined;
  /** `undefined`: the key has the wrong type. */
  readonly log: readonly Message[] | undefined;
  readonly slots: readonly (Slot | undefined)[];
  /** The latest epoch, as the clock would have it. */
  readonly clock: number;
  /** Tells messages apart that have the same number, before and after a failover. */
  readonly timeline: string;
}

/** What a script does: the server after it, what it published, and its reply. */
export interface Effect {
  readonly server: Server;
  readonly published: readonly Message[];
  /** It broke off. */
  readonly failed?: boolean;
}

/** What the hash becomes with some changes. */
export function changed(texts: Texts, changes: Texts): Texts {
  return Array.from(texts, (text, flag) => (changes[flag] === '.' ? text : changes[flag])).join('');
}

/** The changes that make `to` of `from`, of the flags that are `named`. */
export function changesBetween(from: Texts, to: Texts, named: Texts = to): Texts {
  return Array.from(to, (text, flag) => (named[flag] === '.' || text === from[flag] ? '.' : text)).join('');
}

export function isNothing(changes: Texts): boolean {
  return changes.replaceAll('.', '') === '';
}

export function isEmpty(texts: Texts): boolean {
  return texts.replaceAll('-', '') === '';
}

/** Where a script may break off, before which of its writes. Where it does not, it does all of them. */
export type Writes = 'log' | 'number' | 'publish' | 'shadow';

/** Logs, numbers and publishes some changes, and writes them into the shadow. `until`: it breaks off before this write. */
export function publish(
  server: Server,
  changes: Texts,
  without: Rule | undefined,
  { hasTexts = true, until }: { readonly hasTexts?: boolean; readonly until?: Writes | undefined } = {},
): Effect {
  const { sync, timeline } = server;
  if (isNothing(changes) || sync === undefined) return { server, published: [] };
  const number = sync.number + 1;
  const tag = `${sync.epoch}.${number}${timeline}`;
  const message: Message = { epoch: sync.epoch, number, previous: sync.head, tag, hasTexts: true, changes };
  const refuses = server.log === undefined || server.log.some((entry) => entry.number >= number);
  if (refuses && without === 'the log is made anew when it refuses an entry')
    return { server, published: [], failed: true };

  const order: Writes[] = ['log', 'number', 'publish', 'shadow'];
  if (without === 'the shadow is written last') order.unshift(order.pop()!);
  const done = new Set(until === undefined ? order : order.slice(0, order.indexOf(until)));
  return {
    server: {
      ...server,
      ...(done.has('log') && { log: [...(refuses ? [] : server.log), message] }),
      ...(done.has('number') && { sync: { ...sync, number, head: tag } }),
      ...(done.has('shadow') && { shadow: changed(server.shadow, changes) }),
    },
    published: done.has('publish') ? [{ ...message, hasTexts }] : [],
    failed: until !== undefined,
  };
}

/** Announces of what was `read` what the shadow has not, unless it has changed since and `asFound` is false. */
export function announce(
  server: Server,
  read: Texts,
  asFound: boolean,
  without: Rule | undefined,
  until?: Writes,
): Effect & { readonly reply: AnnouncementReply | 'missing' | 'error' } {
  if (server.sync === undefined) return { server, published: [], reply: 'missing' };
  const outdated = changed(server.hash, read) !== server.hash;
  const refused = outdated && !asFound && without !== 'a changed text refuses the announcement';
  const changes = refused
    ? changesBetween(server.hash, server.hash)
    : changesBetween(server.shadow, server.hash, read);
  const effect = publish(server, changes, without, { until });
  const { epoch, number } = effect.server.sync!;
  return { ...effect, reply: effect.failed ? 'error' : { outdated, epoch, number } };
}

/** Makes the shadow anew from the hash, in a new epoch. Does nothing if the shadow is not at the position of the caller. */
export function reset(server: Server, caller: Position): Effect {
  const { sync } = server;
  if (sync?.epoch !== caller.epoch || sync.number !== caller.number) return { server, published: [] };
  return begin(server, sync);
}

/** Makes the helper keys if they are gone. `caller` is the position that the caller had. */
export function create(server: Server, caller: Position | undefined): Effect {
  return server.sync === undefined ? begin(server, caller) : { server, published: [] };
}

function begin(server: Server, from: Position | undefined): Effect {
  const begins = server.clock + 1;
  const number = (from?.number ?? 0) + 1;
  const tag = `${begins}.${number}${server.timeline}`;
  const message: Message = {
    epoch: from?.epoch ?? begins,
    number,
    previous: from?.head ?? '',
    tag,
    hasTexts: true,
    changes: '',
    begins,
  };
  const sync = { epoch: begins, number, head: tag };
  return {
    server: { ...server, shadow: server.hash, sync, log: [message], clock: begins },
    published: [message],
  };
}
