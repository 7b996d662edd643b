import type { Flag, HistoryEntry } from '@halyard/core';
import { isPermanent } from '@halyard/core/store';
import type { AnyFlags } from '../any-flags.js';
import { storedFlag } from './stored.js';

/** Why a flag should be removed from the store and the source. */
export interface StaleReason {
  /** `expired`: its day is past. `settled`: it has been on for everyone, unchanged, for long. */
  readonly reason: 'expired' | 'settled';
  /** Since when, in milliseconds since the epoch. */
  readonly since: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** How long a flag must have been on for everyone to count as settled, in days. */
export const SETTLED_DAYS = 30;

/** How much of the history is looked at. */
const HISTORY_LIMIT = 10_000;

/** How long to leave a history alone that could not be read. */
const RETRY_MS = 60_000;

/**
 * Tells which flags are stale: those past their `expires`, and those that give `true` to everyone and were not changed
 * for 30 days. Permanent flags never are. When a flag was changed is known from the history and from what happens while
 * this process runs; a flag of which neither tells counts as not settled.
 */
export class Staleness {
  readonly #flags: AnyFlags;
  readonly #now: () => number;
  readonly #changedAt = new Map<string, number>();
  readonly #stop: () => void;
  #loading: Promise<void> | undefined;

  constructor(flags: AnyFlags, now: () => number = Date.now) {
    this.#flags = flags;
    this.#now = now;
    this.#stop = flags.onChange(({ name, before, after }) => {
      if (after === undefined) this.#changedAt.delete(name);
      // A flag that appears may have been read late, not made now: the history, when it is read, knows.
      else if (before !== undefined || this.#loading !== undefined) this.#changedAt.set(name, this.#now());
    });
  }

  /** Whether this flag is stale, as far as is known by now: the first call has the history read in the background. */
  of({ name, definition, constant }: Flag): StaleReason | undefined {
    if (isPermanent(definition)) return undefined;
    const now = this.#now();
    const expiry = expiryOf(definition.expires);
    if (expiry !== undefined && now >= expiry) return { reason: 'expired', since: expiry };
    if (constant?.value !== true) return undefined;
    void this.ready();
    const since = this.#changedAt.get(name);
    return since !== undefined && now - since >= SETTLED_DAYS * DAY_MS
      ? { reason: 'settled', since }
      : undefined;
  }

  /** Resolves when the history was read, or could not be. Never rejects. */
  ready(): Promise<void> {
    this.#loading ??= this.#load();
    return this.#loading;
  }

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

  // Newest first, so the first entry of a name counts; what happened since is newer still.
  #learn({ name, at }: HistoryEntry): void {
    if (!this.#changedAt.has(name) && storedFlag(this.#flags, name) !== undefined)
      this.#changedAt.set(name, at);
  }
}

/** When the day is over on which a flag was to be gone, in UTC. */
function expiryOf(day: string | undefined): number | undefined {
  return day === undefined ? undefined : Date.parse(day) + DAY_MS;
}
