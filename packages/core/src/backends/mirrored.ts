import type {
  Authorship,
  Backend,
  BackendStatus,
  BulkUpdate,
  FlagUpdate,
  WriteOptions,
} from '../store/backend.js';
import { HalyardError, messageOf } from '../base/errors.js';
import { checkBackend, checkBackends } from '../store/check-backend.js';
import type { FlagOrigin } from '../store/flag-origin.js';
import { Listeners } from '../base/listeners.js';
import type { HistoryEntry, HistoryQuery } from '../store/history.js';
import type { Snapshot } from '../store/snapshot.js';

const MIN_RETRY_MS = 100;
const MAX_RETRY_MS = 5000;
/** How many of the flags that are not copied the status names. */
const MAX_NAMED = 20;

/**
 * Reads and writes `primary`, and copies each flag written to the `copies`. A write fails if the primary fails. A copy
 * that fails is shown in `status()` and tried again until it succeeds, always with what the primary holds by then; what
 * is still not copied when it is closed is the `problem` of the copy's status. Changes that others make are not copied.
 */
export function mirrored(primary: Backend, copies: readonly Backend[]): Backend {
  checkBackend('mirrored', primary);
  checkBackends('mirrored', copies);
  for (const backend of [primary, ...copies]) {
    if (backend.setMany === undefined) {
      throw new HalyardError('INVALID_OPTION', `mirrored: backend ${backend.name} is read-only`);
    }
  }
  return new MirroredBackend(primary, copies);
}

class MirroredBackend implements Backend {
  readonly name: string;
  readonly history?: (query?: HistoryQuery) => Promise<readonly HistoryEntry[]>;
  readonly refresh?: () => Promise<void>;
  readonly origin?: (name: string) => FlagOrigin | undefined;
  readonly #primary: Backend;
  readonly #copies: readonly Copy[];
  readonly #listeners = new Listeners<[]>();

  constructor(primary: Backend, copies: readonly Backend[]) {
    this.name = primary.name;
    this.#primary = primary;
    this.#copies = copies.map((copy) => new Copy(primary, copy, () => this.#listeners.call()));
    if (primary.refresh) this.refresh = primary.refresh.bind(primary);
    if (primary.origin) this.origin = primary.origin.bind(primary);
    if (primary.history) this.history = primary.history.bind(primary);
  }

  get snapshot(): Snapshot {
    return this.#primary.snapshot;
  }

  async open(): Promise<void> {
    await Promise.all([this.#primary.open(), ...this.#copies.map((copy) => copy.backend.open())]);
  }

  async close(): Promise<void> {
    await Promise.all(this.#copies.map((copy) => copy.close()));
    await this.#primary.close();
  }

  subscribe(listener: () => void): () => void {
    const backends = [this.#primary, ...this.#copies.map((copy) => copy.backend)];
    const stops = [...backends.map((each) => each.subscribe(listener)), this.#listeners.add(listener)];
    return () => {
      for (const stop of stops) stop();
    };
  }

  status(): BackendStatus {
    return { ...this.#primary.status(), copies: this.#copies.map((copy) => copy.status()) };
  }

  async set(name: string, update: FlagUpdate, options?: WriteOptions): Promise<void> {
    await this.#primary.set!(name, update, options);
    await this.#copy([name], options);
  }

  async setMany(updates: ReadonlyMap<string, BulkUpdate>, options?: Authorship): Promise<void> {
    await this.#primary.setMany!(updates, options);
    await this.#copy([...updates.keys()], options);
  }

  async delete(name: string, options?: WriteOptions): Promise<boolean> {
    const had = await this.#primary.delete!(name, options);
    await this.#copy([name], options);
    return had;
  }

  describe(): string {
    const [primary, ...copies] = [this.#primary, ...this.#copies.map((copy) => copy.backend)].map(
      (backend) => backend.describe?.() ?? backend.name,
    );
    return `mirrored(${primary}, [${copies.join(', ')}])`;
  }

  async #copy(names: readonly string[], options: WriteOptions = {}): Promise<void> {
    // What the copies hold is theirs: the version the writer saw is the primary's.
    const { ifVersion: _, ...authorship } = options;
    await Promise.all(this.#copies.map((copy) => copy.take(names, authorship)));
  }
}

/** One backend that is to hold what the primary holds, and the flags for which it does not yet. */
class Copy {
  readonly backend: Backend;
  readonly #primary: Backend;
  readonly #missing = new Map<string, Authorship>();
  /** Called when a flag could not be copied, and when all are copied again. */
  readonly #changed: () => void;
  /** Why a flag could not be copied; `undefined` while none failed. */
  #failure: string | undefined;
  #retryMs = MIN_RETRY_MS;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(primary: Backend, backend: Backend, changed: () => void) {
    this.#primary = primary;
    this.backend = backend;
    this.#changed = changed;
  }

  /** Copies flags. Never rejects: what fails is tried again later. */
  async take(names: readonly string[], options: Authorship): Promise<void> {
    for (const name of names) this.#missing.set(name, options);
    await this.#write(names, options);
  }

  status(): BackendStatus {
    const status = this.backend.status();
    if (this.#failure === undefined) return status;
    const names = this.#missingNames();
    const reason = `${this.#missing.size} not copied yet (${names}): ${this.#failure}`;
    const problem = `closed before these flags were copied: ${names}`;
    const state = status.state === 'failed' ? 'failed' : 'stale';
    return { ...status, state, reason, ...(this.#closed ? { problem } : {}) };
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.backend.close();
  }

  async #write(names: readonly string[], options: Authorship): Promise<boolean> {
    const { flags } = this.#primary.snapshot;
    try {
      const updates = names.map((name) => [name, flags.get(name)?.text ?? null] as const);
      await this.backend.setMany!(new Map(updates), options);
      // Unless the flag was written again in between.
      for (const name of names) {
        if (this.#primary.snapshot.flags.get(name) === flags.get(name)) this.#missing.delete(name);
      }
      if (this.#missing.size === 0) this.#settle(undefined);
      return true;
    } catch (error) {
      this.#settle(messageOf(error));
      this.#retryLater();
      return false;
    }
  }

  #settle(failure: string | undefined): void {
    if (failure === this.#failure) return;
    this.#failure = failure;
    this.#changed();
  }

  #missingNames(): string {
    const names = [...this.#missing.keys()];
    const more = names.length > MAX_NAMED ? ` and ${names.length - MAX_NAMED} more` : '';
    return names.slice(0, MAX_NAMED).join(', ') + more;
  }

  #retryLater(): void {
    if (this.#closed || this.#timer !== undefined) return;
    this.#timer = setTimeout(() => void this.#retry(), this.#retryMs).unref();
    this.#retryMs = Math.min(MAX_RETRY_MS, this.#retryMs * 2);
  }

  async #retry(): Promise<void> {
    this.#timer = undefined;
    // What one write brought is missing with the same options.
    for (const options of new Set(this.#missing.values())) {
      const names = [...this.#missing].flatMap(([name, each]) => (each === options ? [name] : []));
      if (!(await this.#write(names, options))) return;
    }
    this.#retryMs = MIN_RETRY_MS;
    if (this.#missing.size > 0) this.#retryLater();
  }
}
