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
import { FlagTable } from '../store/flag-table.js';
import { authorship, type HistoryEntry, HistoryLog, type HistoryQuery } from '../store/history.js';
import { Listeners } from '../base/listeners.js';
import type { Snapshot } from '../store/snapshot.js';
import { FlagChanges } from '../store/flag-changes.js';
import { assertName, assertVersion, textsToStore, textToStore } from '../store/write.js';

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
  readonly #table = new FlagTable();
  readonly #listeners = new Listeners<[]>();
  readonly #history = new HistoryLog();
  readonly #since = Date.now();

  /** `initial`: flags by name, as `set` takes them. @default none */
  constructor(initial: Readonly<Record<string, FlagSource>> | ReadonlyMap<string, FlagSource> = {}) {
    const pairs = initial instanceof Map ? [...initial] : Object.entries(initial);
    this.#store(pairs.map(([name, source]) => [name, flagText(name, source)]));
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
    this.#write([[name, textToStore(name, update, this.snapshot, options)]], options);
  }

  async setMany(updates: ReadonlyMap<string, BulkUpdate>, options: Authorship = {}): Promise<void> {
    this.#write([...textsToStore(updates, this.snapshot)], options);
  }

  async delete(name: string, options: WriteOptions = {}): Promise<boolean> {
    assertName(name);
    assertVersion(name, this.snapshot.flags.get(name), options);
    return this.#write([[name, undefined]], options);
  }

  async history(query?: HistoryQuery): Promise<readonly HistoryEntry[]> {
    return this.#history.read(query);
  }

  /** Stores texts, or removes where there is none; resolves whether anything changed. */
  #write(changes: readonly (readonly [string, string | undefined])[], options: Authorship): boolean {
    const before = changes.map(([name]) => this.#table.text(name) ?? null);
    if (!this.#store(changes)) return false;
    for (const [i, [name, text]] of changes.entries()) {
      if (before[i] === (text ?? null)) continue;
      this.#history.add({ name, before: before[i]!, after: text ?? null, ...authorship(options) });
    }
    this.#listeners.call();
    return true;
  }

  #store(changes: readonly (readonly [string, string | undefined])[]): boolean {
    const now = Date.now();
    const entries = changes.map(([name, text]) => {
      const { createdAt = now } = this.snapshot.flags.get(name) ?? {};
      const isSame = text === this.#table.text(name);
      const stored = text === undefined ? undefined : { text, createdAt, updatedAt: now };
      return [name, isSame ? this.snapshot.flags.get(name) : stored] as const;
    });
    return this.#table.load(new FlagChanges(entries));
  }
}
