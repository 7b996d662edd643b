import type { Texts } from './server.js';

/** What may happen from outside. Each has so many turns in a scenario. */
export type Event =
  | 'write'
  | 'crash'
  | 'start'
  | 'lost connection'
  | 'freeze'
  | 'tampering'
  | 'failing script'
  | 'failover'
  | 'late message'
  | 'early poll';

/** How the hash is written. `raw`: one flag by any client. `transaction`: all flags at once. `large`: without texts. */
export type Writing = 'raw' | 'transaction' | 'halyard' | 'large';

export type Tampering =
  | 'shadow'
  | 'shadow field gone'
  | 'log type'
  | 'log gone'
  | 'log ahead'
  | 'sync gone'
  | 'number'
  | 'flush';

export interface Scenario {
  readonly name: string;
  /** How many states it has. */
  readonly states: number;
  readonly hash: Texts;
  /** The texts that a flag may get. By default, each write brings a text of its own. */
  readonly texts?: readonly string[];
  readonly writings: readonly Writing[];
  readonly turns: Readonly<Partial<Record<Event, number>>>;
  /** More turns, for an exploration that takes minutes. */
  readonly manyTurns?: Readonly<Partial<Record<Event, number>>>;
  readonly tampering?: readonly Tampering[];
  /** What takes over: a replica of the server that has missed something, or one that has nothing. */
  readonly failover?: 'behind' | 'empty';
  readonly replicas: readonly {
    readonly name: string;
    readonly connections: 1 | 2;
    readonly watches: boolean;
    /** Neither crashes nor loses its connection. */
    readonly isSteady?: boolean;
  }[];
  /** Replicas poll once all is quiet. Without, what the rules promise within milliseconds has to hold. */
  readonly polls: boolean;
  /** Each replica does a watch read now and then, at last once all is quiet. */
  readonly rareReads?: boolean;
  /** Watchers hold slots. Without, the same replicas watch throughout. */
  readonly slots?: boolean;
  /** What is promised even if no watcher lives. */
  readonly withoutWatchers?: boolean;
  /** Between the halves of a watch read, and of a start, other clients are not served. That leaves fewer states. */
  readonly readsAtOnce?: boolean;
}
