import type { AnnouncementReply } from '../../../packages/redis/src/announced/after-announcement.js';
import type { PollReply } from '../../../packages/redis/src/announced/after-poll.js';
import type { Position } from '../../../packages/redis/src/announced/position.js';
import type { Message, Texts } from './server.js';

/** A reply that is on its way. It comes after so many of the messages in the inbox, if both use one connection. */
interface OnItsWay {
  readonly behind: number;
}

/** What a watch read found, first the hash and then the position. */
export interface WatchRead {
  /** The position when it was sent. */
  readonly sent: Position | undefined;
  readonly hash: Texts;
  readonly at: Position | undefined;
  readonly lengthsDiffer: boolean;
}

/** What a watcher is doing: a watch read and what follows from it. */
export type Task =
  /** Some of it was read. */
  | ({ readonly is: 'half read' } & Partial<WatchRead>)
  | ({ readonly is: 'read' } & WatchRead & OnItsWay)
  /** Waits until it may compare. */
  | ({ readonly is: 'compare' } & WatchRead)
  /** The script has not run yet. */
  | { readonly is: 'announce'; readonly read: Texts }
  | ({
      readonly is: 'announced';
      readonly read: Texts;
      readonly reply: AnnouncementReply | 'missing' | 'error';
    } & OnItsWay)
  /** Waits for the number of the reply. */
  | { readonly is: 'verify'; readonly read: Texts; readonly reply: AnnouncementReply }
  /** The script has not run yet. */
  | { readonly is: 'reset' };

/** A process that has the flags in memory, and its connection. */
export interface Replica {
  readonly name: string;
  /** Two connections: replies come in no order with messages. One: a message may overtake a reply, but not the reverse. */
  readonly connections: 1 | 2;
  /** What it does next: read the position, read the shadow, subscribe, read the log. */
  readonly stage: 'down' | 'starting' | 'placed' | 'read' | 'subscribed' | 'on';
  readonly frozen: boolean;
  readonly memory: Texts;
  /** `undefined`: the flags may be old, and the next push or message makes the replica read everything. */
  readonly position: Position | undefined;
  /** An empty hash is obeyed at the next start, since the emptying was seen live. */
  readonly obeys: boolean;
  readonly inbox: readonly Message[];
  /** Whether it does a watch read after each push. */
  readonly watches: boolean;
  /** The server pushes the next change of the hash. */
  readonly armed: boolean;
  /** A watch read is due. */
  readonly due: boolean;
  readonly task: Task | undefined;
  /** How many announcements in a row were outdated. */
  readonly outdated: number;
  /** Messages up to this number are to be read from the log. */
  readonly wanted: number | undefined;
  readonly filling:
    | ({ readonly entries: readonly Message[]; readonly wanted: number } & OnItsWay)
    | undefined;
  readonly polling:
    | ({ readonly sent: Position | undefined; readonly reply: PollReply } & OnItsWay)
    | undefined;
  /** A poll is due at once. */
  readonly doubts: boolean;
  readonly slot: number | undefined;
}

/** A process that has just been started. */
export function started(name: string, connections: 1 | 2, watches: boolean, memory: Texts): Replica {
  return {
    name,
    connections,
    watches,
    memory,
    stage: 'starting',
    frozen: false,
    position: undefined,
    obeys: false,
    inbox: [],
    armed: false,
    due: false,
    task: undefined,
    outdated: 0,
    wanted: undefined,
    filling: undefined,
    polling: undefined,
    doubts: false,
    slot: undefined,
  };
}

/** The same process when its connection is lost or given up: it begins anew, and keeps the flags until then. */
export function reconnecting(
  { name, connections, watches, memory, frozen, slot }: Replica,
  obeys = false,
): Replica {
  return { ...started(name, connections, watches, memory), frozen, slot, obeys };
}
