import { HalyardError, type HistoryEntry, type HistoryQuery, isHalyardError } from '@halyard/core';
import {
  FlagChanges,
  type FlagEntries,
  type FlagStore,
  type StoreChange,
  type StoreWatcher,
  withDeadline,
  writeInOrder,
} from '@halyard/core/store';
import { readHistory } from './change-log.js';
import { writeFlag } from './flag-write.js';
import type { OpenLink } from './link.js';
import { LinkKeeper, NoLink, type Session } from './link-keeper.js';
import type { Told } from './log-follower.js';
import type { FlatTexts } from './notice.js';
import { explain, isElsewhere, serverErrorCode } from './server-error.js';

export interface RedisStoreOptions {
  readonly key: string;
  readonly tracking: boolean;
  readonly pollMs: number;
  readonly livePollMs: number;
  readonly rewatchMs: number;
}

/** How long reading the log may take, in milliseconds. */
const HISTORY_MS = 5000;

/**
 * The flags in one Redis hash: field = name, value = text. All that it reads and writes goes over a link of its own, so
 * that nothing of the caller's client (its queue, its repeats, its key prefix) gets between.
 */
export class RedisStore implements FlagStore {
  readonly name: string;
  readonly #key: string;
  readonly #links: LinkKeeper;
  readonly #pollMs: number;
  readonly #livePollMs: number;
  #watcher: StoreWatcher | undefined;
  /** Why changes are not pushed over the last link; `undefined` when they are. */
  #notPushed: string | undefined;
  /** How many flags were read last. */
  #known = 0;
  /** A change was pushed since the last read began, so that this is why the next one is made. */
  #prompted = false;
  #warned = false;

  constructor(open: OpenLink, options: RedisStoreOptions) {
    const { key, tracking, rewatchMs } = options;
    this.name = key === 'feature_flags' ? 'redis' : `redis(${key})`;
    this.#key = key;
    this.#pollMs = options.pollMs;
    this.#livePollMs = options.livePollMs;
    this.#links = new LinkKeeper(open, {
      key,
      tracking,
      rewatchMs,
      changed: (told) => {
        if (told !== undefined) return this.#told(told);
        this.#prompted = true;
        this.#watcher?.changed();
      },
      opened: (notPushed) => {
        this.#notPushed = notPushed;
        this.#tellWatcher();
      },
    });
  }

  watch(watcher: StoreWatcher): () => void {
    this.#watcher = watcher;
    this.#tellWatcher();
    return () => {
      this.#watcher = undefined;
    };
  }

  async load(signal: AbortSignal): Promise<FlagEntries | FlagChanges> {
    try {
      return await this.#links.use(signal, (session) => this.#read(session));
    } catch (error) {
      throw this.#explained(error);
    }
  }

  write(changes: readonly StoreChange[], signal: AbortSignal): Promise<void> {
    return writeInOrder(changes, signal, (change) => this.#writeOne(change, signal));
  }

  async #writeOne(change: StoreChange, signal: AbortSignal): Promise<void> {
    const write = (): Promise<void> => this.#links.use(signal, (session) => this.#write(session, change));
    try {
      // A server that says it is not the one has not done it: asking the one that is repeats nothing.
      await write().catch((error: unknown) => {
        if (isElsewhere(error)) return write();
        throw error;
      });
    } catch (error) {
      throw isAnswered(error) ? this.#explained(error) : this.#unknownOutcome(change.name, error);
    }
  }

  async history(query: HistoryQuery): Promise<readonly HistoryEntry[]> {
    try {
      return await withDeadline(
        (signal) => this.#links.use(signal, ({ link }) => readHistory(link, this.#key, query)),
        HISTORY_MS,
        () => new Error(`no answer within ${HISTORY_MS} ms`),
      );
    } catch (error) {
      throw this.#explained(error);
    }
  }

  close(): Promise<void> {
    this.#links.close();
    return Promise.resolve();
  }

  async #read(session: Session): Promise<FlagEntries | FlagChanges> {
    const prompted = this.#prompted;
    this.#prompted = false;
    const [{ all, flat, size }] = await Promise.all([
      session.reader.read(this.#maxAgeMs(session, prompted)),
      // What was pushed has come the way that is in question.
      prompted || session.link.verify(),
    ]);
    if (size > 0) session.fresh = false;
    // A server that restarted without its data looks like this, and so does a replica promoted before it had any.
    else if (session.fresh && this.#known > 0) {
      session.reader.forget();
      throw this.#empty();
    }
    this.#known = size;
    return all ? (pairs(flat) as FlagEntries) : new FlagChanges(pairs(flat));
  }

  #told({ flat, size }: Told): void {
    this.#known = size;
    this.#watcher?.changed(new FlagChanges(pairs(flat)));
  }

  /** How old the last comparison may be: a poll is for finding what no push told of. */
  #maxAgeMs({ notPushed }: Session, prompted: boolean): number {
    if (notPushed !== undefined) return this.#pollMs / 2;
    return this.#livePollMs * (prompted ? 3 : 0.75);
  }

  async #write({ link, reader, notPushed }: Session, change: StoreChange): Promise<void> {
    try {
      const { notLogged, compared } = await writeFlag(link, this.#key, change, notPushed === undefined);
      reader.wrote(change.name, compared);
      if (notLogged !== undefined) this.#warn(change.name, notLogged);
    } catch (error) {
      if (isHalyardError(error, 'CONFLICT')) reader.doubt();
      throw error;
    }
  }

  #tellWatcher(): void {
    if (this.#notPushed === undefined) this.#watcher?.live();
    else this.#watcher?.polling(this.#notPushed);
  }

  #empty(): HalyardError {
    return new HalyardError(
      'STORE_FAILED',
      `the hash "${this.#key}" is empty after a reconnect; keeping the last ${this.#known} flags until it is written`,
    );
  }

  #explained(error: unknown): Error {
    if (isHalyardError(error)) return error;
    const cause = error instanceof NoLink ? error.cause : error;
    return new Error(explain(cause, this.#key), { cause });
  }

  #unknownOutcome(name: string, cause: unknown): HalyardError {
    return new HalyardError(
      'UNKNOWN_OUTCOME',
      `the connection was lost before Redis confirmed the write of flag "${name}"; it may or may not have happened, and ` +
        'is not repeated: the next read shows it',
      { cause },
    );
  }

  #warn(name: string, notLogged: string): void {
    if (this.#warned) return;
    this.#warned = true;
    process.emitWarning(
      `changes of flags in "${this.#key}" are stored but not logged, "${name}" the first: ${notLogged}`,
      'HalyardWarning',
    );
  }
}

/** True when it is certain that nothing was done. */
function isAnswered(error: unknown): boolean {
  return isHalyardError(error) || error instanceof NoLink || serverErrorCode(error) !== undefined;
}

function pairs(flat: FlatTexts): (readonly [name: string, text: string | undefined])[] {
  const all: (readonly [string, string | undefined])[] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) {
    const text = flat[i + 1];
    all.push([flat[i] as string, typeof text === 'string' ? text : undefined]);
  }
  return all;
}
