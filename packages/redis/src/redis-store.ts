import {
  type FlagEntries,
  type FlagStore,
  HalyardError,
  isHalyardError,
  type StoreChange,
  type StoreWatcher,
} from '@halyard/core';
import { writeFlag } from './flag-write.js';
import type { OpenLink } from './link.js';
import { LinkKeeper, NoLink, type Session } from './link-keeper.js';
import { explain, isElsewhere, serverErrorCode } from './server-error.js';

export interface RedisStoreOptions {
  readonly key: string;
  readonly tracking: boolean;
  readonly rewatchMs: number;
}

/**
 * The flags in one Redis hash: field = name, value = text. All that it reads and writes goes over a link of its own, so
 * that nothing of the caller's client (its queue, its repeats, its key prefix) gets between.
 */
export class RedisStore implements FlagStore {
  readonly name: string;
  readonly #key: string;
  readonly #links: LinkKeeper;
  #watcher: StoreWatcher | undefined;
  /** Why changes are not pushed over the last link; `undefined` when they are. */
  #notPushed: string | undefined;
  /** How many flags were read last. */
  #known = 0;
  #warned = false;

  constructor(open: OpenLink, { key, tracking, rewatchMs }: RedisStoreOptions) {
    this.name = key === 'feature_flags' ? 'redis' : `redis(${key})`;
    this.#key = key;
    this.#links = new LinkKeeper(open, {
      key,
      tracking,
      rewatchMs,
      changed: () => this.#watcher?.changed(),
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

  async load(signal: AbortSignal): Promise<FlagEntries> {
    try {
      return pairs(await this.#links.use(signal, (session) => this.#read(session)));
    } catch (error) {
      throw this.#explained(error);
    }
  }

  async write(change: StoreChange, signal: AbortSignal): Promise<void> {
    const write = (): Promise<string | undefined> =>
      this.#links.use(signal, ({ link }) => writeFlag(link, this.#key, change));
    try {
      // A server that says it is not the one has not done it: asking the one that is repeats nothing.
      const notLogged = await write().catch((error: unknown) => {
        if (isElsewhere(error)) return write();
        throw error;
      });
      if (notLogged !== undefined) this.#warn(change.name, notLogged);
    } catch (error) {
      throw isAnswered(error) ? this.#explained(error) : this.#unknownOutcome(change.name, error);
    }
  }

  close(): Promise<void> {
    this.#links.close();
    return Promise.resolve();
  }

  async #read(session: Session): Promise<readonly string[]> {
    const [reply] = await Promise.all([session.link.send('HGETALL', this.#key), session.link.verify()]);
    const flat = reply as readonly string[];
    if (flat.length > 0) session.fresh = false;
    // A server that restarted without its data looks like this, and so does a replica promoted before it had any.
    else if (session.fresh && this.#known > 0) throw this.#empty();
    this.#known = flat.length / 2;
    return flat;
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

function* pairs(flat: readonly string[]): Generator<readonly [name: string, text: string]> {
  for (let i = 0; i + 1 < flat.length; i += 2) yield [flat[i]!, flat[i + 1]!];
}
