import type { Authorship, BulkUpdate, FlagUpdate, WriteOptions } from './backend.js';
import { HalyardError, isHalyardError, messageOf } from '../base/errors.js';
import { atOnce, inSlices } from '../base/time-slices.js';
import { FlagConflictError } from './conflict-error.js';
import type { Flag } from '../evaluation/flag.js';
import { flagNames } from './flag-names.js';
import type { Snapshot } from './snapshot.js';
import { authorship } from './history.js';
import {
  assertStorable,
  assertVersion,
  hasVersion,
  type TextsToStore,
  textsToStore,
  textToStore,
} from './write.js';
import { withDeadline } from './deadline.js';
import { isPartialWriteError } from './partial-write-error.js';
import { unconfirmedError } from './unconfirmed-error.js';
import type { FlagStore, StoreChange } from './flag-store.js';

const MAX_ATTEMPTS = 8;
/** A write has its time once for so many flags. */
const FLAGS_PER_TIMEOUT = 100;

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
  /** The store confirmed these changes, which were sent when there was so much `news`. Resolves once they are in force. */
  wrote(changes: readonly StoreChange[], news: number): Promise<void>;
  /** A write may or may not have happened. */
  unsettled(): void;
}

/** One call of the store's `write`. */
interface Write {
  readonly names: readonly string[];
  /** The flags whose new text depends on what is stored now. */
  readonly guarded: ReadonlySet<string>;
  /** The texts by name, each from what is known when it is asked for. */
  readonly texts: () => TextsToStore;
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
    assertStorable(name);
    const isGuarded = typeof update === 'function' || options.ifVersion !== undefined;
    await this.#write(
      {
        names: [name],
        guarded: new Set(isGuarded ? [name] : []),
        texts: () => [[name, textToStore(name, update, this.#backend.snapshot(), options)]],
      },
      options,
    );
  }

  async setMany(updates: ReadonlyMap<string, BulkUpdate>, options: Authorship = {}): Promise<void> {
    if (updates.size === 0) return;
    const names = [...updates.keys()];
    const guarded = new Set(names.filter((name) => typeof updates.get(name) === 'function'));
    const texts = (): TextsToStore => textsToStore(updates, () => this.#backend.snapshot());
    await this.#write({ names, guarded, texts }, options);
  }

  async delete(name: string, options: WriteOptions = {}): Promise<boolean> {
    assertStorable(name);
    const had = this.#backend.text(name) !== undefined;
    const guarded = new Set(options.ifVersion === undefined ? [] : [name]);
    const texts = (): TextsToStore => {
      assertVersion(name, this.#flag(name), options);
      return [[name, undefined]];
    };
    await this.#write({ names: [name], guarded, texts }, options);
    return had;
  }

  /**
   * Stores what `texts` says. A text that depends on what is stored now is guarded by the exact stored text, and made anew
   * when another writer was faster, unless the caller named the version it wants.
   */
  async #write(write: Write, options: WriteOptions): Promise<void> {
    const backend = this.#backend;
    const { names, guarded } = write;
    // The caller may have seen a newer version than this process has.
    const isBehind = (): boolean => names.some((name) => !hasVersion(this.#flag(name), options));
    if (guarded.size > 0 && (backend.neverRead() !== undefined || isBehind())) await backend.reload();
    for (let attempt = 1; ; attempt++) {
      if (guarded.size > 0) this.#assertRead([...guarded]);
      const steps = this.#changes(write, options);
      // A single one is sent before this returns, so that closing at once does not come first.
      const changes = names.length === 1 ? atOnce(steps) : await inSlices(steps);
      const news = backend.news();
      try {
        await this.#send(changes);
        return await backend.wrote(changes, news);
      } catch (error) {
        const isConflict = isHalyardError(error, 'CONFLICT');
        if (isConflict || isPartialWriteError(error)) await backend.reload();
        if (!isConflict) throw error;
        if (options.ifVersion !== undefined || attempt === MAX_ATTEMPTS) {
          throw this.#conflict(names, options, error);
        }
      }
    }
  }

  /** What is to be stored, one flag a step: a text, and the text that it depends on, are those of one moment. */
  *#changes({ guarded, texts }: Write, options: WriteOptions): Generator<void, StoreChange[]> {
    const author = authorship(options);
    const changes: StoreChange[] = [];
    for (const [name, text] of texts()) {
      const ifText = guarded.has(name) ? { ifText: this.#backend.text(name) ?? null } : {};
      changes.push({ name, text, ...ifText, ...author });
      yield;
    }
    return changes;
  }

  async #send(changes: readonly StoreChange[]): Promise<void> {
    const names = changes.map(({ name }) => name);
    const timeoutMs = this.#timeoutMs * Math.ceil(changes.length / FLAGS_PER_TIMEOUT);
    this.#stop.throwIfAborted();
    try {
      await withDeadline(
        (signal) => this.#store.write!(changes, signal),
        timeoutMs,
        () => this.#unconfirmed(names, `within ${timeoutMs} ms`),
        this.#stop,
      );
    } catch (error) {
      // It was sent before.
      if (error === this.#stop.reason) throw this.#unconfirmed(names, 'before it was closed');
      if (isHalyardError(error, 'UNKNOWN_OUTCOME')) this.#backend.unsettled();
      if (isHalyardError(error)) throw error;
      const message = `${this.#store.name} did not store ${flagNames(names)}: ${messageOf(error)}`;
      throw new HalyardError('STORE_FAILED', message, { cause: error });
    }
  }

  #flag(name: string): Flag | undefined {
    return this.#backend.snapshot().flags.get(name);
  }

  /** The error for a store's `CONFLICT`, after another look at what is stored. */
  #conflict(names: readonly string[], options: WriteOptions, error: unknown): FlagConflictError {
    const { flag } = error as Partial<FlagConflictError>;
    const name = names.find((each) => !hasVersion(this.#flag(each), options)) ?? flag ?? names[0]!;
    return new FlagConflictError(name, this.#flag(name));
  }

  #unconfirmed(names: readonly string[], when: string): HalyardError {
    return unconfirmedError(`${this.#store.name} did not confirm the write of ${flagNames(names)} ${when}`);
  }

  #assertRead(names: readonly string[]): void {
    const why = this.#backend.neverRead();
    if (why === undefined) return;
    const message = `${this.#store.name} was never read (${why}), so ${flagNames(names)} can't be changed from what is stored`;
    throw new HalyardError('NOT_READY', message);
  }
}
