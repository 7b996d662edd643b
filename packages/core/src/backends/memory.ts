import type {
  Authorship,
  Backend,
  BackendStatus,
  BulkUpdate,
  FlagUpdate,
  WriteOptions,
} from '../store/backend.js';
import type { FlagSource } from '../flag/definition.js';
import { flagText } from '../flag/flag-text.js';
import { type Change, FlagTable } from '../store/flag-table.js';
import { authorship, type HistoryEntry, HistoryLog, type HistoryQuery } from '../store/history.js';
import { Listeners } from '../base/listeners.js';
import { MemoryUsage } from '../store/memory-usage.js';
import { atOnce } from '../base/time-slices.js';
import type { Snapshot } from '../store/snapshot.js';
import type { UsageLog } from '../store/usage.js';
import { WorkQueue } from '../base/work-queue.js';
import {
  assertStorable,
  assertVersion,
  type TextsToStore,
  textsToStore,
  textToStore,
} from '../store/write.js';

/**
 * Keeps flags in this process and nowhere else: for tests, for embedded defaults, and as a layer of a composite.
 * Throws `INVALID_NAME` or `INVALID_DEFINITION` for a bad initial flag.
 *
 * ```ts
 * new MemoryBackend({ new_checkout: true, beta: 'users:alice,bob', layout: { rules: [{ rollout: 25 }] } })
 * ```
 */
export class MemoryBackend implements Backend {
  readonly name: string = 'memory';
  readonly usage: UsageLog = new MemoryUsage((name) => this.#table.text(name) !== undefined);
  readonly #table = new FlagTable();
  readonly #listeners = new Listeners<[]>();
  readonly #history = new HistoryLog();
  readonly #since = Date.now();
  /** One write after another, each as a whole. */
  readonly #writes = new WorkQueue();

  /**
   * `initial`: flags by name, as `set` takes them. Thousands of them keep the process waiting until all are compiled;
   * `setMany` takes them in slices. @default none
   */
  constructor(initial: Readonly<Record<string, FlagSource>> | ReadonlyMap<string, FlagSource> = {}) {
    const pairs = initial instanceof Map ? [...initial] : Object.entries(initial);
    const now = Date.now();
    const entries = pairs.map(([name, source]) => {
      return [name, { text: flagText(name, source), createdAt: now, updatedAt: now }] as const;
    });
    atOnce(this.#table.change(entries));
  }

  get snapshot(): Snapshot {
    return this.#table.snapshot;
  }

  async open(): Promise<void> {}

  async close(): Promise<void> {}

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  status(): BackendStatus {
    const { flags, invalid } = this.snapshot;
    return {
      name: this.name,
      state: 'live',
      since: this.#since,
      flags: flags.size,
      invalid: [...invalid.values()],
      lastLoad: this.#since,
    };
  }

  async set(name: string, update: FlagUpdate, options: WriteOptions = {}): Promise<void> {
    await this.#write(() => [[name, textToStore(name, update, this.snapshot, options)]], options);
  }

  async setMany(updates: ReadonlyMap<string, BulkUpdate>, options: Authorship = {}): Promise<void> {
    await this.#write(() => textsToStore(updates, () => this.snapshot), options);
  }

  async delete(name: string, options: WriteOptions = {}): Promise<boolean> {
    assertStorable(name);
    return this.#write(() => {
      assertVersion(name, this.snapshot.flags.get(name), options);
      return [[name, undefined]];
    }, options);
  }

  async history(query?: HistoryQuery): Promise<readonly HistoryEntry[]> {
    return this.#history.read(query);
  }

  /** Stores texts, or removes where there is none; resolves whether anything changed. */
  #write(texts: () => TextsToStore, options: Authorship): Promise<boolean> {
    return this.#writes.run(() => this.#store(texts(), authorship(options)));
  }

  *#store(texts: TextsToStore, author: Authorship): Generator<void, boolean> {
    const entries: Omit<HistoryEntry, 'id' | 'at'>[] = [];
    const changes: Change[] = [];
    const now = Date.now();
    for (const [name, text] of texts) {
      const before = this.#table.text(name);
      if (text !== before) {
        const { createdAt = now } = this.snapshot.flags.get(name) ?? {};
        changes.push([name, text === undefined ? undefined : { text, createdAt, updatedAt: now }]);
        entries.push({ name, before: before ?? null, after: text ?? null, ...author });
      }
      yield;
    }
    if (!(yield* this.#table.change(changes))) return false;
    for (const entry of entries) {
      this.#history.add(entry);
      yield;
    }
    this.#listeners.call();
    return true;
  }
}
