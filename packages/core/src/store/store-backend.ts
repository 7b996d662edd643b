import { setMaxListeners } from 'node:events';
import type {
  Authorship,
  Backend,
  BackendState,
  BackendStatus,
  BulkUpdate,
  FlagUpdate,
  WriteOptions,
} from './backend.js';
import { FlagTable } from './flag-table.js';
import { channels } from '../base/diagnostics.js';
import { HalyardError, isHalyardError, messageOf } from '../base/errors.js';
import type { HistoryEntry, HistoryQuery } from './history.js';
import { Listeners } from '../base/listeners.js';
import { checkOptions, show } from '../base/options.js';
import type { Snapshot } from './snapshot.js';
import { WorkQueue } from '../base/work-queue.js';
import { withDeadline } from './deadline.js';
import { type FlagChanges, isFlagChanges } from './flag-changes.js';
import { ReloadSchedule } from './reload-schedule.js';
import type { FlagEntries, FlagStore, StoreChange, StoreEntry } from './flag-store.js';
import {
  STORE_BACKEND_DEFAULTS,
  type StoreBackendOptions,
  storeBackendOptionChecks,
} from './store-backend-options.js';
import { StoreWriter } from './store-writer.js';
import type { UsageLog } from './usage.js';

/** However its store behaves, closing a backend takes no longer. */
const CLOSE_MS = 1000;

/**
 * Makes a backend of a store: keeps all its flags in memory, fresh by its pushes and by polling, and keeps the last
 * known ones through any trouble with it. Reads never wait for it; a write waits and is visible once it resolves.
 * Given a store without `write`, the backend is read-only.
 */
export class StoreBackend implements Backend {
  readonly name: string;
  readonly set?: (name: string, update: FlagUpdate, options?: WriteOptions) => Promise<void>;
  readonly setMany?: (updates: ReadonlyMap<string, BulkUpdate>, options?: Authorship) => Promise<void>;
  readonly delete?: (name: string, options?: WriteOptions) => Promise<boolean>;
  readonly history?: (query?: HistoryQuery) => Promise<readonly HistoryEntry[]>;
  readonly usage?: UsageLog;
  readonly #store: FlagStore;
  readonly #options: Required<StoreBackendOptions>;
  readonly #table = new FlagTable();
  /** Whatever comes in is taken in the order in which it came. */
  readonly #intake = new WorkQueue();
  readonly #listeners = new Listeners<[]>();
  readonly #schedule: ReloadSchedule;
  readonly #closing = new AbortController();
  #opening: Promise<void> | undefined;
  #closed: Promise<void> | undefined;
  #loading: Promise<void> | undefined;
  /** Whether the store was read: what it tells before that is not all there is. */
  #isRead = false;
  /** What was written or told since the load under way began: what it read may be older. */
  #sinceLoadBegan = new Map<string, StoreEntry | undefined>();
  /** How often anything was read or told. */
  #news = 0;
  #state: BackendState = 'failed';
  #since = Date.now();
  #reason: string | undefined = 'no answer yet';
  #problem: string | undefined;
  #lastLoad: number | undefined;
  /** Which read succeeded last. */
  #lastRead: object | undefined;
  #watching: { stop: () => unknown } | 'starting' | undefined;
  #watchedAt = -Infinity;
  #notPushed: string | undefined;

  /** Reads nothing yet. Throws `INVALID_OPTION` for what is not a store and for a wrong option. */
  constructor(store: FlagStore, options: StoreBackendOptions = {}) {
    checkStore(store);
    checkOptions(store.name, options, storeBackendOptionChecks);
    this.name = store.name;
    this.#store = store;
    const defaults = STORE_BACKEND_DEFAULTS;
    this.#options = {
      pollMs: options.pollMs ?? defaults.pollMs,
      livePollMs: options.livePollMs ?? defaults.livePollMs,
      loadTimeoutMs: options.loadTimeoutMs ?? defaults.loadTimeoutMs,
      writeTimeoutMs: options.writeTimeoutMs ?? defaults.writeTimeoutMs,
      rewatchMs: options.rewatchMs ?? defaults.rewatchMs,
    };
    this.#notPushed = store.watch === undefined ? 'this store does not push changes' : 'not watching yet';
    // Every load and write listens to it while it is under way: many listeners are not a leak.
    setMaxListeners(0, this.#closing.signal);
    this.#schedule = new ReloadSchedule(() => void this.#reload());
    const { loadTimeoutMs, writeTimeoutMs } = this.#options;
    if (store.history !== undefined) {
      const failed = `the history of ${this.name} could not be read`;
      this.history = (query = {}) =>
        this.#ask((signal) => store.history!(query, signal), loadTimeoutMs, failed);
    }
    if (store.usage !== undefined) {
      const { usage } = store;
      const refused = `${this.name} did not store the report`;
      const failed = `the use of flags could not be read from ${this.name}`;
      this.usage = {
        report: (uses) => this.#ask((signal) => usage.report(uses, signal), writeTimeoutMs, refused),
        read: () => this.#ask((signal) => usage.read(signal), loadTimeoutMs, failed),
      };
    }
    if (store.write !== undefined) {
      const writer = new StoreWriter(
        store,
        {
          snapshot: () => this.snapshot,
          text: (name) => this.#table.text(name),
          neverRead: () => (this.#lastLoad === undefined ? this.#reason : undefined),
          reload: () => this.#reloadAfresh(),
          news: () => this.#news,
          wrote: (changes, news) => this.#wrote(changes, news),
          unsettled: () => this.#schedule.soon(),
        },
        this.#options.writeTimeoutMs,
        this.#closing.signal,
      );
      this.set = writer.set.bind(writer);
      this.setMany = writer.setMany.bind(writer);
      this.delete = writer.delete.bind(writer);
    }
  }

  get snapshot(): Snapshot {
    return this.#table.snapshot;
  }

  open(): Promise<void> {
    this.#opening ??= this.#reload();
    return this.#opening;
  }

  async refresh(): Promise<void> {
    const before = this.#lastRead;
    await this.#reloadAfresh();
    if (this.#lastRead === before) {
      throw new HalyardError('STORE_FAILED', `${this.name} could not be read: ${this.#reason ?? 'closed'}`);
    }
  }

  close(): Promise<void> {
    this.#closed ??= this.#end();
    return this.#closed;
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  status(): BackendStatus {
    const { flags, invalid } = this.snapshot;
    return {
      name: this.name,
      state: this.#state,
      since: this.#since,
      ...(this.#reason === undefined ? {} : { reason: this.#reason }),
      ...(this.#problem === undefined ? {} : { problem: this.#problem }),
      flags: flags.size,
      invalid: [...invalid.values()],
      ...(this.#lastLoad === undefined ? {} : { lastLoad: this.#lastLoad }),
    };
  }

  /** Reads the store, or joins the read under way. Never rejects. */
  #reload(): Promise<void> {
    if (this.#closing.signal.aborted) return Promise.resolve();
    this.#watch();
    this.#loading ??= this.#load();
    return this.#loading;
  }

  /** Waits for a read that began after this call. */
  async #reloadAfresh(): Promise<void> {
    await this.#loading;
    await this.#reload();
  }

  async #load(): Promise<void> {
    const began = performance.now();
    this.#schedule.begin();
    this.#sinceLoadBegan = new Map();
    try {
      const loaded = await this.#bounded((signal) => this.#store.load(signal), this.#options.loadTimeoutMs);
      this.#isRead = true;
      this.#news++;
      await this.#take(
        () => this.#steps(loaded),
        (changed) => this.#loaded(isFlagChanges(loaded) ? 'changes' : 'all', changed, began),
      );
    } catch (error) {
      this.#loading = undefined;
      this.#isRead = this.#lastLoad !== undefined;
      if (this.#closing.signal.aborted) return;
      this.#schedule.failed();
      this.#watchedAt = -Infinity;
      this.#enter(this.#lastLoad === undefined ? 'failed' : 'stale', messageOf(error), false);
    }
  }

  /** Asks the store for what it keeps besides the flags. Rejects with `STORE_FAILED`, which begins with `failed`. */
  async #ask<T>(work: (signal: AbortSignal) => Promise<T>, ms: number, failed: string): Promise<T> {
    try {
      return await this.#bounded(work, ms);
    } catch (error) {
      if (isHalyardError(error)) throw error;
      throw new HalyardError('STORE_FAILED', `${failed}: ${messageOf(error)}`, { cause: error });
    }
  }

  #bounded<T>(work: (signal: AbortSignal) => Promise<T>, ms: number): Promise<T> {
    return withDeadline(work, ms, () => new Error(`no answer within ${ms} ms`), this.#closing.signal);
  }

  #steps(loaded: FlagEntries | FlagChanges): Generator<void, boolean> {
    return isFlagChanges(loaded)
      ? this.#table.change([...loaded.entries, ...this.#sinceLoadBegan])
      : this.#table.replace(loaded, () => [...this.#sinceLoadBegan]);
  }

  #loaded(read: 'all' | 'changes', changed: boolean, began: number): void {
    this.#loading = undefined;
    if (this.#closing.signal.aborted) return;
    this.#lastLoad = Date.now();
    this.#lastRead = {};
    this.#schedule.succeeded(read, performance.now() - began, this.#pollMs());
    this.#enter(this.#notPushed === undefined ? 'live' : 'polling', this.#notPushed, changed);
  }

  /** Takes something into the table, in slices; `done` is called in the step after which the snapshot has it. */
  #take(steps: () => Generator<void, boolean>, done: (changed: boolean) => void): Promise<void> {
    return this.#intake.run(function* () {
      done(yield* steps());
    });
  }

  #pollMs(): number {
    return this.#notPushed === undefined ? this.#options.livePollMs : this.#options.pollMs;
  }

  /** Asks the store to push, if it can, does not yet, and was not asked a short while ago. */
  #watch(): void {
    if (this.#store.watch === undefined || this.#watching !== undefined) return;
    if (performance.now() - this.#watchedAt < this.#options.rewatchMs) return;
    this.#watchedAt = performance.now();
    this.#watching = 'starting';
    void this.#startWatching();
  }

  async #startWatching(): Promise<void> {
    let refused: string | undefined;
    try {
      const stop = await this.#store.watch!({
        changed: (changes) => this.#told(changes),
        live: () => this.#push(undefined),
        polling: (reason) => {
          refused = reason;
          this.#push(reason);
        },
      });
      if (this.#closing.signal.aborted) {
        await stop();
        return;
      }
      this.#watching = { stop };
      // Nothing pushed the changes between the load under way and this moment.
      this.#schedule.soon();
      if (refused === undefined) this.#push(undefined);
    } catch (error) {
      this.#watching = undefined;
      this.#push(`changes are not pushed: ${messageOf(error)}`);
    }
  }

  /** The store pushed a change: that there is one, or what it is. */
  #told(changes: FlagChanges | undefined): void {
    if (changes === undefined || !this.#isRead) return this.#schedule.soon();
    this.#news++;
    if (this.#loading !== undefined) {
      for (const [name, source] of changes.entries) this.#sinceLoadBegan.set(name, source);
    }
    const taken = this.#take(
      () => this.#table.change(changes.entries),
      (changed) => {
        if (changed) this.#announce();
      },
    );
    // What is not as it should be is read again.
    taken.catch(() => this.#schedule.soon());
  }

  /** Changes are pushed from now on, or are not, and why. */
  #push(problem: string | undefined): void {
    this.#notPushed = problem;
    if (this.#state === 'live' || this.#state === 'polling') {
      this.#enter(problem === undefined ? 'live' : 'polling', problem, false);
      this.#schedule.within(this.#pollMs());
    }
  }

  #enter(state: BackendState, reason: string | undefined, changed: boolean): void {
    const problem = this.#store.problem?.();
    const moved = state !== this.#state || reason !== this.#reason || problem !== this.#problem;
    this.#problem = problem;
    if (state !== this.#state) this.#since = Date.now();
    this.#state = state;
    this.#reason = reason;
    if (moved || changed) this.#announce();
  }

  #announce(): void {
    if (channels.backend.hasSubscribers) channels.backend.publish(this.status());
    this.#listeners.call();
  }

  /** `news`: as it was when the write was sent. What came since may be newer than what was written, or not: the store knows. */
  async #wrote(changes: readonly StoreChange[], news: number): Promise<void> {
    const isLoading = this.#loading !== undefined;
    const hasNews = news !== this.#news;
    for (const { name, text } of changes) this.#sinceLoadBegan.set(name, text);
    await this.#take(
      () => this.#table.change(changes.map(({ name, text }) => [name, text] as const)),
      (changed) => {
        this.#enter(this.#state, this.#reason, changed);
        if (isLoading || (changed && hasNews)) this.#schedule.soon();
      },
    );
  }

  async #end(): Promise<void> {
    this.#closing.abort(new HalyardError('CLOSED', `${this.name} is closed`));
    this.#schedule.end();
    const { stop } = typeof this.#watching === 'object' ? this.#watching : { stop: undefined };
    const ended = async (): Promise<void> => {
      await Promise.allSettled([stop?.(), this.#loading]);
      await this.#store.close?.();
    };
    await withDeadline(ended, CLOSE_MS, () => new Error('late')).catch(() => {});
    this.#enter(this.#lastLoad === undefined ? 'failed' : 'stale', 'closed', false);
  }
}

function checkStore(store: unknown): void {
  const { name, load } = (store ?? {}) as Partial<FlagStore>;
  if (typeof name === 'string' && typeof load === 'function') return;
  throw new HalyardError(
    'INVALID_OPTION',
    `StoreBackend: needs a store, such as { name: "my store", load: async () => new Map() }, received ${show(store)}`,
  );
}
