import type { Backend, BackendStatus, FlagUpdate, WriteOptions } from '../backend.js';
import type { FlagSource } from '../flag/definition.js';
import { flagText } from '../flag/source.js';
import { FlagTable } from './flag-table.js';
import { authorship, type HistoryEntry, HistoryLog, type HistoryQuery } from '../history.js';
import { Listeners } from '../listeners.js';
import type { Snapshot } from '../snapshot.js';
import { assertName, assertVersion, textToStore } from '../write.js';

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

  constructor(initial: Readonly<Record<string, FlagSource>> | ReadonlyMap<string, FlagSource> = {}) {
    const pairs = initial instanceof Map ? [...initial] : Object.entries(initial);
    this.#table.load(
      pairs.map(([name, source]) => {
        assertName(name);
        return [name, flagText(name, source)] as const;
      }),
    );
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
    this.#apply(name, textToStore(name, update, this.snapshot.get(name), options), options);
  }

  async delete(name: string, options: WriteOptions = {}): Promise<boolean> {
    assertName(name);
    assertVersion(name, this.snapshot.get(name), options);
    return this.#apply(name, undefined, options);
  }

  async history(query?: HistoryQuery): Promise<readonly HistoryEntry[]> {
    return this.#history.read(query);
  }

  #apply(name: string, text: string | undefined, options: WriteOptions): boolean {
    const before = this.#table.text(name) ?? null;
    const changed = this.#table.apply(name, text);
    if (changed) {
      this.#history.add({ name, before, after: text ?? null, ...authorship(options) });
      this.#listeners.call();
    }
    return changed;
  }
}
