import { basename } from 'node:path';
import { inBackground } from '../base/background-timer.js';
import type {
  Authorship,
  Backend,
  BackendStatus,
  BulkUpdate,
  FlagUpdate,
  WriteOptions,
} from '../store/backend.js';
import { HalyardError, messageOf } from '../base/errors.js';
import { checkBackend } from '../store/check-backend.js';
import { isReserved } from '../flag/name.js';
import type { FlagOrigin } from '../store/flag-origin.js';
import type { HistoryEntry, HistoryQuery } from '../store/history.js';
import { Listeners } from '../base/listeners.js';
import { show } from '../base/options.js';
import { inSlices } from '../base/time-slices.js';
import { Snapshot } from '../store/snapshot.js';
import type { UsageLog } from '../store/usage.js';
import { neverRead } from '../store/first-load.js';
import { FlagTable } from '../store/flag-table.js';
import { readSavedFlags, saveFlags } from './saved-flags.js';

/** How long to wait before a file that could not be written is tried again. */
const RETRY_MS = 5000;

/**
 * Keeps the last known flags of `backend` in `file`, so that a process which starts while the store is away has those
 * of yesterday. They answer until the store does, and, since that may be a loss of data, while it has no flags at all.
 * The file is written after each change, atomically; one that is damaged, foreign, or of another format is not used, and
 * `status()` says why. Reads, writes and history are the backend's own.
 */
export function persistent(backend: Backend, file: string): Backend {
  checkBackend('persistent', backend);
  if (typeof file !== 'string' || file === '') {
    throw new HalyardError('INVALID_OPTION', `persistent: the file must be a path, received ${show(file)}`);
  }
  return new PersistentBackend(backend, file);
}

class PersistentBackend implements Backend {
  readonly name: string;
  readonly set?: (name: string, update: FlagUpdate, options?: WriteOptions) => Promise<void>;
  readonly setMany?: (updates: ReadonlyMap<string, BulkUpdate>, options?: Authorship) => Promise<void>;
  readonly delete?: (name: string, options?: WriteOptions) => Promise<boolean>;
  readonly history?: (query?: HistoryQuery) => Promise<readonly HistoryEntry[]>;
  readonly usage?: UsageLog;
  readonly refresh?: () => Promise<void>;
  readonly origin?: (name: string) => FlagOrigin | undefined;
  readonly #backend: Backend;
  readonly #file: string;
  readonly #disk = new FlagTable();
  readonly #listeners = new Listeners<[]>();
  #savedAt: number | undefined;
  #saved: Snapshot | undefined;
  #saving: Promise<void> | undefined;
  #retry: NodeJS.Timeout | undefined;
  #problem: string | undefined;
  #opening: Promise<void> | undefined;
  #unsubscribe = (): void => {};

  constructor(backend: Backend, file: string) {
    this.name = backend.name;
    this.#backend = backend;
    this.#file = file;
    if (backend.set) this.set = backend.set.bind(backend);
    if (backend.setMany) this.setMany = backend.setMany.bind(backend);
    if (backend.refresh) this.refresh = backend.refresh.bind(backend);
    if (backend.delete) this.delete = backend.delete.bind(backend);
    if (backend.origin) this.origin = backend.origin.bind(backend);
    if (backend.history) this.history = backend.history.bind(backend);
    if (backend.usage) this.usage = backend.usage;
  }

  get snapshot(): Snapshot {
    return this.#answersFromDisk() ? this.#disk.snapshot : this.#backend.snapshot;
  }

  open(): Promise<void> {
    this.#opening ??= this.#start();
    return this.#opening;
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    clearTimeout(this.#retry);
    await this.#backend.close();
    await this.#saving;
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  status(): BackendStatus {
    const status = this.#backend.status();
    const layers = [status, this.#diskStatus()];
    // The copies are those of the layer.
    const { copies: _, ...inner } = status;
    if (!this.#answersFromDisk()) return { ...inner, layers };
    const when = new Date(this.#savedAt!).toISOString();
    const { flags, invalid } = this.#disk.snapshot;
    const missing = neverRead(status);
    const why =
      missing === undefined
        ? `${status.name} has none, which may be a loss of data; set one to have its flags answer`
        : (missing.reason ?? 'nothing was read since');
    return {
      ...inner,
      state: 'stale',
      reason: `the flags are those saved at ${when}: ${why}`,
      flags: flags.size,
      invalid: [...invalid.values()],
      lastLoad: this.#savedAt!,
      layers,
    };
  }

  describe(): string {
    return `persistent(${this.#backend.describe?.() ?? this.#backend.name})`;
  }

  async #start(): Promise<void> {
    try {
      const saved = await readSavedFlags(this.#file);
      if (saved !== undefined) {
        await inSlices(this.#disk.replace(saved.flags));
        this.#savedAt = saved.savedAt;
        this.#listeners.call();
      }
    } catch (error) {
      this.#problem = messageOf(error);
    }
    this.#unsubscribe = this.#backend.subscribe(() => this.#follow());
    await this.#backend.open();
    this.#follow();
  }

  #answersFromDisk(): boolean {
    if (this.#savedAt === undefined || this.#saved !== undefined) return false;
    return !this.#isRead() || (isEmpty(this.#backend.snapshot) && !isEmpty(this.#disk.snapshot));
  }

  #isRead(): boolean {
    return neverRead(this.#backend.status()) === undefined;
  }

  #follow(): void {
    const isNews = this.#isRead() && this.#backend.snapshot !== this.#saved;
    if (isNews && !this.#answersFromDisk()) this.#saving ??= this.#save();
    this.#listeners.call();
  }

  /** Saves until what is saved is what is known: changes that come while one write is under way share the next. */
  async #save(): Promise<void> {
    try {
      while (this.#saved !== this.#backend.snapshot) {
        const snapshot = this.#backend.snapshot;
        this.#saved = snapshot;
        const savedAt = Date.now();
        const stored = Array.from(snapshot.flags.values(), ({ name, text }) => [name, text] as const);
        const reserved = [...snapshot.unused].filter(([name]) => isReserved(name));
        const flags = [...stored, ...reserved];
        await saveFlags(this.#file, { savedAt, flags });
        this.#savedAt = savedAt;
        this.#problem = undefined;
      }
    } catch (error) {
      // Until a later try succeeds, the file holds the flags of an earlier moment.
      this.#problem = `could not save: ${messageOf(error)}`;
      this.#saved = Snapshot.EMPTY;
      this.#retry = inBackground(() => this.#follow(), RETRY_MS);
    } finally {
      this.#saving = undefined;
    }
    this.#listeners.call();
  }

  #diskStatus(): BackendStatus {
    return {
      name: basename(this.#file),
      state: this.#problem === undefined ? 'live' : 'stale',
      since: this.#savedAt ?? 0,
      ...(this.#problem === undefined ? {} : { reason: this.#problem }),
      flags: this.#disk.snapshot.flags.size,
      invalid: [],
      ...(this.#savedAt === undefined ? {} : { lastLoad: this.#savedAt }),
    };
  }
}

function isEmpty({ flags, invalid, unused }: Snapshot): boolean {
  return flags.size + invalid.size + unused.size === 0;
}
