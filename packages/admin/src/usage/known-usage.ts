import type { FleetUsage } from '@halyard/core';
import type { AnyFlags } from '../any-flags.js';

/** How long to answer from what was read, in milliseconds. */
const FRESH_MS = 10_000;

/** The use of the flags, as last read. A store that fails or is slow delays no answer for long. */
export class KnownUsage {
  readonly #flags: AnyFlags;
  #latest: FleetUsage | undefined;
  #readAt = -Infinity;
  #reading: Promise<void> | undefined;

  /** Reads nothing yet. */
  constructor(flags: AnyFlags) {
    this.#flags = flags;
  }

  /** What was read last; `undefined` before that, and where the backend keeps none. */
  get latest(): FleetUsage | undefined {
    return this.#latest;
  }

  /**
   * Reads it again if the last read is some seconds old, and resolves then or after `patienceMs` milliseconds. Never rejects.
   */
  async refresh(patienceMs = 500): Promise<void> {
    if (this.#reading === undefined && performance.now() - this.#readAt < FRESH_MS) return;
    this.#reading ??= this.#read();
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => (timer = setTimeout(resolve, patienceMs)));
    await Promise.race([this.#reading, patience]);
    clearTimeout(timer);
  }

  async #read(): Promise<void> {
    try {
      this.#latest = await this.#flags.usage();
    } catch {
      // The last known use stays.
    } finally {
      this.#readAt = performance.now();
      this.#reading = undefined;
    }
  }
}
