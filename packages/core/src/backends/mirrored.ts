import type {
  Authorship,
  Backend,
  BackendStatus,
  BulkUpdate,
  FlagUpdate,
  WriteOptions,
} from '../store/backend.js';
import { HalyardError } from '../base/errors.js';
import { check, checkOptions, type OptionCheck } from '../base/options.js';
import { checkBackend, checkBackends } from '../store/check-backend.js';
import type { FlagOrigin } from '../store/flag-origin.js';
import { Listeners } from '../base/listeners.js';
import type { HistoryEntry, HistoryQuery } from '../store/history.js';
import { MirrorCopy } from './mirror-copy.js';
import type { Snapshot } from '../store/snapshot.js';
import type { UsageLog } from '../store/usage.js';

/** The options of {@link mirrored}. */
export interface MirroredOptions {
  /** Whether a write waits until the copies have it, or `timeoutMs` are over. @default true */
  readonly wait?: boolean;
  /** How long a write to a copy may take, in milliseconds, for each hundred flags. @default 2000 */
  readonly timeoutMs?: number;
}

const optionChecks = {
  wait: check.boolean,
  timeoutMs: check.milliseconds,
} satisfies Record<keyof MirroredOptions, OptionCheck>;

/**
 * Reads and writes `primary`, and copies each flag written to the `copies`. A write fails if the primary fails, and waits
 * for a copy for a bounded time, or not at all. Once opened, a copy also gets each flag of the primary that it does not
 * have; it keeps those that the primary does not have. Later changes that others make are not copied.
 *
 * A copy that fails or does not answer is shown in `status()`, with how many flags it is behind and since when. It is
 * tried again until it succeeds, always with what the primary holds by then. What is still not copied when it is closed
 * is the `problem` of the copy's status. Throws `INVALID_OPTION` for a read-only backend and for a wrong option.
 */
export function mirrored(
  primary: Backend,
  copies: readonly Backend[],
  options: MirroredOptions = {},
): Backend {
  checkBackend('mirrored', primary);
  checkBackends('mirrored', copies);
  checkOptions('mirrored', options, optionChecks);
  for (const backend of [primary, ...copies]) {
    if (backend.setMany === undefined) {
      throw new HalyardError('INVALID_OPTION', `mirrored: backend ${backend.name} is read-only`);
    }
  }
  return new MirroredBackend(primary, copies, options);
}

class MirroredBackend implements Backend {
  readonly name: string;
  readonly history?: (query?: HistoryQuery) => Promise<readonly HistoryEntry[]>;
  readonly usage?: UsageLog;
  readonly refresh?: () => Promise<void>;
  readonly origin?: (name: string) => FlagOrigin | undefined;
  readonly #primary: Backend;
  readonly #copies: readonly MirrorCopy[];
  readonly #waits: boolean;
  readonly #listeners = new Listeners<[]>();
  #opening: Promise<void> | undefined;
  #stopFilling: () => void = () => {};

  constructor(
    primary: Backend,
    copies: readonly Backend[],
    { wait = true, timeoutMs = 2000 }: MirroredOptions,
  ) {
    this.name = primary.name;
    this.#primary = primary;
    this.#waits = wait;
    const changed = (): void => this.#listeners.call();
    this.#copies = copies.map((copy) => new MirrorCopy(primary, copy, { timeoutMs, changed }));
    if (primary.refresh) this.refresh = primary.refresh.bind(primary);
    if (primary.origin) this.origin = primary.origin.bind(primary);
    if (primary.history) this.history = primary.history.bind(primary);
    if (primary.usage) this.usage = primary.usage;
  }

  get snapshot(): Snapshot {
    return this.#primary.snapshot;
  }

  open(): Promise<void> {
    this.#opening ??= this.#open();
    return this.#opening;
  }

  async close(): Promise<void> {
    this.#stopFilling();
    await Promise.all(this.#copies.map((copy) => copy.close()));
    await this.#primary.close();
  }

  subscribe(listener: () => void): () => void {
    const stops = [...this.#backends.map((each) => each.subscribe(listener)), this.#listeners.add(listener)];
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
    const [primary, ...copies] = this.#backends.map((backend) => backend.describe?.() ?? backend.name);
    return `mirrored(${primary}, [${copies.join(', ')}])`;
  }

  get #backends(): readonly Backend[] {
    return [this.#primary, ...this.#copies.map((copy) => copy.backend)];
  }

  async #open(): Promise<void> {
    // A store may be read later than it is opened.
    const stops = this.#backends.map((each) => each.subscribe(() => this.#fill()));
    this.#stopFilling = () => {
      for (const stop of stops) stop();
    };
    await Promise.all(this.#backends.map((each) => each.open()));
    this.#fill();
  }

  #fill(): void {
    for (const copy of this.#copies) void copy.fill();
  }

  async #copy(names: readonly string[], options: WriteOptions = {}): Promise<void> {
    // What the copies hold is theirs: the version the writer saw is the primary's.
    const { ifVersion: _, ...authorship } = options;
    const taken = Promise.all(this.#copies.map((copy) => copy.take(names, authorship)));
    if (this.#waits) await taken;
  }
}
