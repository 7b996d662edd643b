import type { FlagUpdate, WriteOptions } from './backend.js';
import { HalyardError, isHalyardError, messageOf } from '../base/errors.js';
import { FlagConflictError } from './conflict-error.js';
import type { Flag } from '../evaluation/flag.js';
import type { Snapshot } from './snapshot.js';
import { authorship } from './history.js';
import { assertName, hasVersion, textToStore } from './write.js';
import { withDeadline } from './deadline.js';
import type { FlagStore, StoreChange } from './store.js';

const MAX_ATTEMPTS = 8;

/** What the writer needs of the backend that it writes for. */
export interface WrittenBackend {
  /** The flags in force. */
  snapshot(): Snapshot;
  /** The text as stored, valid or not. */
  text(name: string): string | undefined;
  /** Why nothing is known of what is stored, or `undefined` once the store was read. */
  neverRead(): string | undefined;
  /** Waits for a read that begins after this call. */
  reload(): Promise<void>;
  /** Grows with whatever is read or told. */
  news(): number;
  /** The store confirmed a write, which was sent when there was so much `news`. */
  wrote(name: string, text: string | undefined, news: number): void;
  /** A write may or may not have happened. */
  unsettled(): void;
}

/** Writes through a store: with compare-and-set where it is asked for, bounded in time, never twice blindly. */
export class StoreWriter {
  readonly #store: FlagStore;
  readonly #backend: WrittenBackend;
  readonly #timeoutMs: number;
  readonly #stop: AbortSignal;

  constructor(store: FlagStore, backend: WrittenBackend, timeoutMs: number, stop: AbortSignal) {
    this.#store = store;
    this.#backend = backend;
    this.#timeoutMs = timeoutMs;
    this.#stop = stop;
  }

  async set(name: string, update: FlagUpdate, options: WriteOptions = {}): Promise<void> {
    assertName(name);
    await this.#write(name, options, typeof update === 'function', () =>
      textToStore(name, update, this.#backend.snapshot(), options),
    );
  }

  /** Stores several flags. What can't be stored at all is found out before anything is. */
  async setMany(updates: ReadonlyMap<string, FlagUpdate>, options: WriteOptions = {}): Promise<void> {
    for (const [name, update] of updates) textToStore(name, update, this.#backend.snapshot(), options);
    await Promise.all(Array.from(updates, ([name, update]) => this.set(name, update, options)));
  }

  async delete(name: string, options: WriteOptions = {}): Promise<boolean> {
    assertName(name);
    const had = this.#backend.text(name) !== undefined;
    await this.#write(name, options, false, () => undefined);
    return had;
  }

  /**
   * Stores what `makeText` says. A write that depends on what is stored now is guarded by the exact stored text, and made
   * anew when another writer was faster, unless the caller named the version it wants.
   */
  async #write(
    name: string,
    options: WriteOptions,
    readsCurrent: boolean,
    makeText: () => string | undefined,
  ): Promise<void> {
    const backend = this.#backend;
    const guarded = readsCurrent || options.ifVersion !== undefined;
    // The caller may have seen a newer version than this process has.
    if (guarded && (backend.neverRead() !== undefined || !hasVersion(this.#flag(name), options))) {
      await backend.reload();
    }
    for (let attempt = 1; ; attempt++) {
      if (guarded) this.#assertRead(name);
      if (!hasVersion(this.#flag(name), options)) throw new FlagConflictError(name, this.#flag(name));
      const text = makeText();
      const news = backend.news();
      try {
        await this.#send(name, text, guarded, options);
        return backend.wrote(name, text, news);
      } catch (error) {
        if (!isHalyardError(error, 'CONFLICT')) throw error;
        await backend.reload();
        if (options.ifVersion !== undefined || attempt === MAX_ATTEMPTS) {
          throw new FlagConflictError(name, this.#flag(name));
        }
      }
    }
  }

  async #send(
    name: string,
    text: string | undefined,
    guarded: boolean,
    options: WriteOptions,
  ): Promise<void> {
    const change: StoreChange = {
      name,
      text,
      ...(guarded ? { ifText: this.#backend.text(name) ?? null } : {}),
      ...authorship(options),
    };
    this.#stop.throwIfAborted();
    try {
      await withDeadline(
        (signal) => this.#store.write!(change, signal),
        this.#timeoutMs,
        () => this.#unconfirmed(name, `within ${this.#timeoutMs} ms`),
        this.#stop,
      );
    } catch (error) {
      // It was sent before.
      if (error === this.#stop.reason) throw this.#unconfirmed(name, 'before it was closed');
      if (isHalyardError(error, 'UNKNOWN_OUTCOME')) this.#backend.unsettled();
      if (isHalyardError(error)) throw error;
      const message = `${this.#store.name} did not store flag "${name}": ${messageOf(error)}`;
      throw new HalyardError('STORE_FAILED', message, { cause: error });
    }
  }

  #flag(name: string): Flag | undefined {
    return this.#backend.snapshot().flags.get(name);
  }

  #unconfirmed(name: string, when: string): HalyardError {
    return new HalyardError(
      'UNKNOWN_OUTCOME',
      `${this.#store.name} did not confirm the write of flag "${name}" ${when}; ` +
        'it may or may not have happened, and is not repeated: the next read shows it',
    );
  }

  #assertRead(name: string): void {
    const why = this.#backend.neverRead();
    if (why === undefined) return;
    const message = `${this.#store.name} was never read (${why}), so flag "${name}" can't be changed from what it is`;
    throw new HalyardError('NOT_READY', message);
  }
}
