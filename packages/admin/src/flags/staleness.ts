import type { Flag, HistoryEntry } from '@halyard/core';
import { isPermanent } from '@halyard/core/store';
import type { AnyFlags } from '../any-flags.js';
import { storedFlag } from './stored.js';
import type { KnownUsage } from '../usage/known-usage.js';
import { recordUsage } from '../usage/record-usage.js';

/** The reason to remove a flag from the store and the source. */
export interface StaleReason {
  /**
   * `expired`: the day in `expires` is past. `unused`: no process evaluated it for a long time. `settled`: on for everyone and
   * unchanged for a long time.
   */
  readonly reason: 'expired' | 'unused' | 'settled';
  /** Start of this state in milliseconds since the epoch. */
  readonly since: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** The number of days that a flag must be on for everyone to count as settled. */
export const SETTLED_DAYS = 30;

/** The number of days after which a flag that no process used is stale, unless an option says otherwise. */
export const UNUSED_DAYS = 30;

/** The maximum number of history entries that are read. */
const HISTORY_LIMIT = 10_000;

/** The pause after the history could not be read. */
const RETRY_MS = 60_000;

/** What {@link Staleness} goes by. */
export interface StalenessOptions {
  /** The use of the flags. Without it no flag is unused. */
  readonly usage?: KnownUsage;
  /** The number of days after which a flag that no process used is stale. @default 30 */
  readonly unusedDays?: number;
  /** The time in milliseconds since the epoch. @default Date.now */
  readonly now?: () => number;
}

/**
 * Finds the stale flags: flags past their `expires`, flags that no process used for some time, and flags that give `true` to
 * everyone and are unchanged for 30 days. Permanent flags are never stale. The time of a change comes from the history and from changes that this process sees. A
 * flag without a known time of change does not count as settled.
 */
export class Staleness {
  readonly #flags: AnyFlags;
  readonly #usage: KnownUsage | undefined;
  readonly #unusedMs: number;
  readonly #now: () => number;
  readonly #changedAt = new Map<string, number>();
  readonly #stop: () => void;
  #loading: Promise<void> | undefined;

  /** Follows the changes of these flags until it is closed. */
  constructor(flags: AnyFlags, { usage, unusedDays = UNUSED_DAYS, now = Date.now }: StalenessOptions = {}) {
    this.#flags = flags;
    this.#usage = usage;
    this.#unusedMs = unusedDays * DAY_MS;
    this.#now = now;
    this.#stop = flags.onChange(({ name, before, after }) => {
      if (after === undefined) this.#changedAt.delete(name);
      // A flag that appears may have been read late, not created now. The history has the time.
      else if (before !== undefined || this.#loading !== undefined) this.#changedAt.set(name, this.#now());
    });
  }

  /** Whether this flag is stale, by current knowledge. The first call starts to read the history in the background. */
  of(flag: Flag): StaleReason | undefined {
    const { name, definition, constant } = flag;
    if (isPermanent(definition)) return undefined;
    const now = this.#now();
    const expiry = expiryOf(definition.expires);
    if (expiry !== undefined && now >= expiry) return { reason: 'expired', since: expiry };
    const usage = recordUsage(this.#usage?.latest, flag, this.#flags.origin(name)?.layer);
    const lastUsed = usage?.lastUsed ?? usage?.since;
    if (lastUsed !== undefined && now - lastUsed >= this.#unusedMs)
      return { reason: 'unused', since: lastUsed };
    if (constant?.value !== true) return undefined;
    void this.ready();
    const since = this.#changedAt.get(name);
    return since !== undefined && now - since >= SETTLED_DAYS * DAY_MS
      ? { reason: 'settled', since }
      : undefined;
  }

  /** Resolves after the history was read or the read failed. Never rejects. */
  ready(): Promise<void> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

  /** Stops following the changes of the flags. */
  close(): void {
    this.#stop();
  }

  async #load(): Promise<void> {
    try {
      const entries = (await this.#flags.history({ limit: HISTORY_LIMIT })) ?? [];
      for (const entry of entries) this.#learn(entry);
    } catch {
      setTimeout(() => (this.#loading = undefined), RETRY_MS).unref();
    }
  }

  // Newest first, so the first entry of a name counts. Changes seen by this process are newer.
  #learn({ name, at }: HistoryEntry): void {
    if (!this.#changedAt.has(name) && storedFlag(this.#flags, name) !== undefined)
      this.#changedAt.set(name, at);
  }
}

/** The end of the `expires` day, in UTC. */
function expiryOf(day: string | undefined): number | undefined {
  return day === undefined ? undefined : Date.parse(day) + DAY_MS;
}
