import { setTimeout as delay } from 'node:timers/promises';
import { type FlagLimit, limitKey } from '../access/flag-limit.js';
import type { AnyFlags } from '../any-flags.js';
import type { FlagSets } from './flag-sets.js';

/** The shortest time between two reads of the store. */
const INTERVAL_MS = 250;
/** The longest time that an answer waits. */
const PATIENCE_MS = 1000;
/** The number of versions that are remembered for each limit, and of limits. */
const KEPT = 100;

/**
 * Has a client that heard of a change from another process get an answer with that change: where this process has not seen
 * the version that the client names, it reads the store first. All clients share the reads.
 */
export class CatchUp {
  readonly #flags: AnyFlags;
  readonly #sets: FlagSets;
  readonly #seen = new Map<string, Set<string>>();
  #startedAt = -Infinity;
  #next: Promise<void> | undefined;

  constructor(flags: AnyFlags, sets: FlagSets) {
    this.#flags = flags;
    this.#sets = sets;
  }

  /** The version of the flags, for an answer that is made now. */
  async version(limit: FlagLimit | undefined): Promise<string> {
    const version = await this.#sets.version(limit);
    const key = limitKey(limit);
    const seen = this.#seen.get(key) ?? new Set();
    if (this.#seen.size >= KEPT) this.#seen.clear();
    this.#seen.set(key, seen);
    if (seen.size >= KEPT) seen.clear();
    seen.add(version);
    return version;
  }

  /** Resolves when the flags are as new as this version, as far as that is possible within a second. Never rejects. */
  async to(version: string, limit: FlagLimit | undefined): Promise<void> {
    if ((await this.version(limit)) === version) return;
    if (this.#seen.get(limitKey(limit))?.has(version) === true) return;
    this.#next ??= this.#refresh();
    await Promise.race([this.#next, delay(PATIENCE_MS, undefined, { ref: false })]);
  }

  // A read that has begun may be too old for those who ask now, so they share the next one.
  async #refresh(): Promise<void> {
    const wait = this.#startedAt + INTERVAL_MS - performance.now();
    if (wait > 0) await delay(wait, undefined, { ref: false });
    this.#startedAt = performance.now();
    this.#next = undefined;
    // A store that can't be read leaves the last known flags.
    await this.#flags.refresh().catch(() => {});
  }
}
