import { type HistoryEntry, type HistoryQuery, isHalyardError } from '@halyard/core';
import {
  type FlagChanges,
  type FlagEntries,
  type FlagStore,
  type StoreChange,
  type StoreUsage,
  type StoreWatcher,
  unconfirmedError,
} from '@halyard/core/store';
import { NoConnectionError, type SqlConnection } from './connections/connection.js';
import { ConnectionManager } from './connections/connection-manager.js';
import type { OpenedSource } from './connections/opened-source.js';
import type { Dialect } from './dialects/dialect.js';
import type { Statements } from './dialects/statements.js';
import { tableNames, type TableNames } from './dialects/table-names.js';
import { explain } from './explain.js';
import { OldSchemaError, readAll, readChanges, type ReadPoint } from './read-flags.js';
import { readHistory } from './read-history.js';
import { retryBusy } from './retry-busy.js';
import { readUsage, reportUsage } from './usage-table.js';
import { assertStorable, writeFlags } from './write-flags.js';

export interface SqlStoreOptions {
  readonly table: string;
  /** Whether to have changes pushed. */
  readonly live: boolean;
}

/** Nothing was read. */
const NOWHERE: ReadPoint = { entry: 0, at: 0, table: '' };
/** How long to keep a connection after a write: later the network may have forgotten it. In milliseconds. */
const IDLE_MS = 30_000;

/** The flags in one table of a SQL database. */
export class SqlStore implements FlagStore {
  readonly name: string;
  readonly usage: StoreUsage = {
    report: (uses, signal) =>
      this.#ask(signal, (connection) =>
        reportUsage(connection, this.#dialect, this.#statements, uses, signal),
      ),
    read: (signal) => this.#ask(signal, (connection) => readUsage(connection, this.#statements)),
  };
  readonly #options: SqlStoreOptions;
  readonly #dialect: Dialect;
  readonly #names: TableNames;
  readonly #statements: Statements;
  /** Reads, and hears of changes. */
  readonly #reading: ConnectionManager;
  /** A write may have to wait for another transaction. Reads do not wait with it. */
  readonly #writing: ConnectionManager;
  #watcher: StoreWatcher | undefined;
  /** Why changes are not pushed over the last connection; `undefined` when they are. */
  #notPushed: string | undefined;
  #stopFollowing: (() => void) | undefined;
  /** The connection that all flags were read over, and up to where their changes were. */
  #known: { readonly over: SqlConnection; readonly upTo: ReadPoint } | undefined;
  #readsAll = false;
  /** What was known when a write began that was confirmed since. What came after it may be newer than that. */
  #knownBeforeWrite: ReadPoint | undefined;
  /** The character set of the connection if that can't hold every text. */
  #charset: string | undefined;

  constructor({ dialect, open }: OpenedSource, options: SqlStoreOptions) {
    const { table } = options;
    this.name = table === 'feature_flags' ? dialect.name : `${dialect.name}(${table})`;
    this.#options = options;
    this.#dialect = dialect;
    this.#names = tableNames(table);
    this.#statements = dialect.statements(this.#names);
    const isAnswer = (error: unknown): boolean => this.#isAnswer(error);
    this.#reading = new ConnectionManager(open, {
      isAnswer,
      prepare: (connection, lost) => this.#follow(connection, lost),
      lost: () => this.#watcher?.changed(),
    });
    this.#writing = new ConnectionManager(open, { isAnswer, idleMs: IDLE_MS });
  }

  watch(watcher: StoreWatcher): () => void {
    this.#watcher = watcher;
    this.#reportPushes();
    return () => {
      this.#watcher = undefined;
    };
  }

  /** Has the next load read all flags, although the history says what changed. */
  readAllNext(): void {
    this.#readsAll = true;
  }

  async load(signal: AbortSignal): Promise<FlagEntries | FlagChanges> {
    const known = this.#readsAll ? undefined : this.#known;
    const since = earlier(known?.upTo ?? NOWHERE, this.#knownBeforeWrite);
    this.#readsAll = false;
    this.#knownBeforeWrite = undefined;
    try {
      return await this.#reading.use(signal, async (connection) => {
        const isKnown = known?.over === connection;
        const read = await retryBusy(this.#dialect, signal, () =>
          isKnown ? readChanges(connection, this.#statements, since) : readAll(connection, this.#statements),
        );
        this.#known = { over: connection, upTo: read.upTo };
        if ('charset' in read) this.#charset = read.charset;
        return read.flags;
      });
    } catch (error) {
      this.#knownBeforeWrite = earlier(since, this.#knownBeforeWrite);
      throw this.#explained(error);
    }
  }

  async write(changes: readonly StoreChange[], signal: AbortSignal): Promise<void> {
    const known = this.#known?.upTo ?? NOWHERE;
    assertStorable(changes);
    try {
      await this.#writing.use(signal, (connection) =>
        writeFlags(connection, this.#dialect, this.#statements, changes, signal),
      );
      this.#knownBeforeWrite = earlier(known, this.#knownBeforeWrite);
    } catch (error) {
      if (isHalyardError(error)) throw error;
      if (this.#isAnswer(error) || error instanceof NoConnectionError) throw this.#explained(error);
      const [{ title }, { name }] = [this.#dialect, changes[0]!];
      throw unconfirmedError(
        `the connection was lost before ${title} confirmed the write of flag "${name}"`,
        error,
      );
    }
  }

  problem(): string | undefined {
    if (this.#charset === undefined) return undefined;
    return `${this.name}: the connection has the character set ${this.#charset}, which loses characters of flags: use utf8mb4`;
  }

  history(query: HistoryQuery, signal: AbortSignal): Promise<readonly HistoryEntry[]> {
    return this.#ask(signal, (connection) => readHistory(connection, this.#statements, query));
  }

  close(): Promise<void> {
    this.#stopFollowing?.();
    this.#reading.close();
    this.#writing.close();
    return Promise.resolve();
  }

  /** Asks for something besides the flags, which the reads of flags do not wait for. */
  async #ask<T>(signal: AbortSignal, work: (connection: SqlConnection) => Promise<T>): Promise<T> {
    try {
      return await this.#writing.use(signal, work);
    } catch (error) {
      throw this.#explained(error);
    }
  }

  async #follow(connection: SqlConnection, lost: () => void): Promise<void> {
    this.#stopFollowing?.();
    this.#stopFollowing = undefined;
    if (this.#options.live) {
      const changed = (): void => this.#watcher?.changed();
      const { notPushed, stop } = await this.#dialect.follow(connection, this.#names, changed, lost);
      this.#notPushed = notPushed && `changes are polled for: ${notPushed}`;
      this.#stopFollowing = stop;
    } else this.#notPushed = 'changes are polled for: the option "live" is off';
    this.#reportPushes();
  }

  #reportPushes(): void {
    if (this.#notPushed === undefined) this.#watcher?.live();
    else this.#watcher?.polling(this.#notPushed);
  }

  #isAnswer(error: unknown): boolean {
    if (error instanceof NoConnectionError) return false;
    return (
      isHalyardError(error) || error instanceof OldSchemaError || this.#dialect.trouble(error) !== undefined
    );
  }

  #explained(error: unknown): Error {
    if (isHalyardError(error)) return error;
    return new Error(explain(error, this.#dialect, this.#options.table), { cause: error });
  }
}

function earlier(one: ReadPoint, other: ReadPoint | undefined): ReadPoint {
  return other !== undefined && other.entry < one.entry ? other : one;
}
