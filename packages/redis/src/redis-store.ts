import { type HistoryEntry, type HistoryQuery, isHalyardError } from '@halyard/core';
import {
  FlagChanges,
  type FlagEntries,
  type FlagStore,
  type StoreChange,
  type StoreUsage,
  type StoreWatcher,
  unconfirmedError,
  writeInChunks,
} from '@halyard/core/store';
import { AnnouncedHash } from './announced/announced-hash.js';
import type { Connection, OpenConnection } from './connections/connection.js';
import { ConnectionManager, NoConnectionError, type Session } from './connections/connection-manager.js';
import { explain, isElsewhere, serverErrorCode } from './connections/server-error.js';
import type { FollowedHash, ToldChanges } from './followed-hash.js';
import { PlainHash } from './plain/plain-hash.js';
import { RecentWrites } from './recent-writes.js';
import { SCRIPT_LIMITS } from './script-limits.js';
import { UsageHash } from './usage/usage-hash.js';

export interface RedisStoreOptions {
  readonly key: string;
  readonly sync: 'announced' | 'plain';
  readonly tracking: boolean;
  readonly livePollMs: number;
  readonly rewatchMs: number;
}

/**
 * The flags in one Redis hash: field = name, value = text. Everything goes over connections of its own, so that no queue,
 * repetition or key prefix of the caller's client applies.
 */
export class RedisStore implements FlagStore {
  readonly name: string;
  readonly history?: (query: HistoryQuery, signal: AbortSignal) => Promise<readonly HistoryEntry[]>;
  readonly usage?: StoreUsage;
  readonly #options: RedisStoreOptions;
  readonly #connections: ConnectionManager;
  readonly #known: { secret: string | undefined } = { secret: undefined };
  readonly #writes = new RecentWrites();
  /** The flags told since the load under way began. */
  #told: Set<string> | undefined;
  #watcher: StoreWatcher | undefined;
  /** Why changes are not pushed over the last connection; `undefined` when they are. */
  #notPushed: string | undefined;
  /** How many flags were read last. */
  #size = 0;
  #readsHash = false;
  /** Why the last write was stored without being announced; `undefined` when it was. */
  #unannounced: string | undefined;

  constructor(open: OpenConnection, options: RedisStoreOptions) {
    const { key, tracking, rewatchMs } = options;
    this.name = key === 'feature_flags' ? 'redis' : `redis(${key})`;
    this.#options = options;
    this.#connections = new ConnectionManager(open, {
      key,
      tracking,
      rewatchMs,
      follow: (connection) => this.#follow(connection),
      lost: () => this.#watcher?.changed(),
      opened: (notPushed) => {
        this.#notPushed = notPushed;
        this.#reportPushes();
      },
    });
    // Plainly, no key but the hash is used.
    if (options.sync === 'announced') {
      const usageOf = ({ connection }: Session): UsageHash => new UsageHash(connection, key);
      this.history = (query, signal) => this.#ask(signal, ({ follower }) => follower.history!(query));
      this.usage = {
        report: (uses, signal) => this.#ask(signal, (session) => usageOf(session).report(uses)),
        read: (signal) => this.#ask(signal, (session) => usageOf(session).read()),
      };
    }
  }

  watch(watcher: StoreWatcher): () => void {
    this.#watcher = watcher;
    this.#reportPushes();
    return () => {
      this.#watcher = undefined;
    };
  }

  /** Has the next load read the hash itself, although changes are announced. */
  readHashNext(): void {
    this.#readsHash = true;
  }

  async load(signal: AbortSignal): Promise<FlagEntries | FlagChanges> {
    const readsHash = this.#readsHash;
    this.#readsHash = false;
    const told = new Set(this.#writes.take());
    this.#told = told;
    try {
      return await this.#connections.use(signal, (session) => this.#load(session, readsHash, told));
    } catch (error) {
      throw this.#explained(error);
    } finally {
      this.#told = undefined;
    }
  }

  /** Writes all or none of up to 1,000 changes or 256 KiB; of more, in order, those before the first that fails. */
  async write(changes: readonly StoreChange[], signal: AbortSignal): Promise<void> {
    await writeInChunks(changes, SCRIPT_LIMITS, signal, (chunk) => this.#writeChunk(chunk, signal));
  }

  problem(): string | undefined {
    if (this.#unannounced === undefined) return undefined;
    return `changes of flags in "${this.#options.key}" are stored, but not in the history: ${this.#unannounced}`;
  }

  close(): Promise<void> {
    this.#connections.close();
    return Promise.resolve();
  }

  async #writeChunk(chunk: readonly StoreChange[], signal: AbortSignal): Promise<void> {
    const write = (): Promise<void> => this.#connections.use(signal, ({ follower }) => follower.write(chunk));
    try {
      // A server that names another one has stored nothing, so that nothing is repeated.
      await write().catch((error: unknown) => {
        if (isElsewhere(error)) return write();
        throw error;
      });
    } catch (error) {
      if (isAnswered(error)) throw this.#explained(error);
      const { name } = chunk[0]!;
      throw unconfirmedError(
        `the connection was lost before Redis confirmed the write of flag "${name}"`,
        error,
      );
    }
    this.#writes.add(chunk.map(({ name }) => name));
  }

  #follow(connection: Connection): FollowedHash {
    const { key, sync, livePollMs, rewatchMs } = this.#options;
    const changed = (changes?: ToldChanges): void => {
      if (changes !== undefined) this.#size = changes.size;
      for (const [name] of changes?.flags.entries ?? []) this.#told?.add(name);
      this.#watcher?.changed(changes?.flags);
    };
    const plain = new PlainHash(connection, key, () => changed());
    if (sync === 'plain') return plain;
    return new AnnouncedHash(connection, key, {
      plain,
      pollMs: livePollMs,
      retryMs: rewatchMs,
      known: this.#known,
      changed,
      wrote: (refusal) => {
        this.#unannounced = refusal;
      },
    });
  }

  async #load(
    session: Session,
    readsHash: boolean,
    told: ReadonlySet<string>,
  ): Promise<FlagEntries | FlagChanges> {
    const { all, entry, size } = await session.follower.load({
      readsHash,
      isFresh: session.fresh,
      known: this.#size,
    });
    if (size > 0) session.fresh = false;
    this.#size = size;
    const again = new FlagChanges([...told].map((name) => [name, entry(name)]));
    if (all === undefined) return again;
    // The backend prefers what it was told to what a load returns, and that may be older: another shadow was followed then.
    if (told.size > 0) this.#watcher?.changed(again);
    return all;
  }

  /** Asks for something besides the flags. */
  async #ask<T>(signal: AbortSignal, work: (session: Session) => Promise<T>): Promise<T> {
    try {
      return await this.#connections.use(signal, work);
    } catch (error) {
      throw this.#explained(error);
    }
  }

  #reportPushes(): void {
    if (this.#notPushed === undefined) this.#watcher?.live();
    else this.#watcher?.polling(this.#notPushed);
  }

  #explained(error: unknown): Error {
    if (isHalyardError(error)) return error;
    const cause = error instanceof NoConnectionError ? error.cause : error;
    return new Error(explain(cause, this.#options.key), { cause });
  }
}

/** True when it is certain that nothing was stored. */
function isAnswered(error: unknown): boolean {
  return isHalyardError(error) || error instanceof NoConnectionError || serverErrorCode(error) !== undefined;
}
