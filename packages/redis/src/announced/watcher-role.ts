import { ReadPace, slotDelay } from './pacing.js';
import { COMPARE_EVERY_MS } from './slots.js';

export interface WatcherRoleOptions {
  /** Does a watch read. */
  readonly read: () => Promise<void>;
  /** Tells the other replicas that this one has compared. */
  readonly confirm: () => Promise<void>;
  readonly failed: () => void;
}

/**
 * What a replica does that holds a watcher slot: it reads the hash after each push, a little later than the watchers in the
 * slots before, at a limited pace, and every few seconds in any case.
 */
export class WatcherRole {
  readonly #options: WatcherRoleOptions;
  readonly #pace = new ReadPace();
  #slot: number | undefined;
  #readTimer: NodeJS.Timeout | undefined;
  #compareTimer: NodeJS.Timeout | undefined;
  #isReading = false;
  #isWanted = false;

  constructor(options: WatcherRoleOptions) {
    this.#options = options;
  }

  get slot(): number | undefined {
    return this.#slot;
  }

  take(slot: number): void {
    if (this.#slot === undefined) this.#compareLater();
    this.#slot = slot;
  }

  /** Gives up the slot. */
  stop(): void {
    this.#slot = undefined;
    this.#isWanted = false;
    clearTimeout(this.#readTimer);
    clearTimeout(this.#compareTimer);
  }

  /** The hash has changed. */
  pushed(): void {
    if (this.#slot === undefined || this.#isWanted) return;
    this.#isWanted = true;
    if (!this.#isReading) this.#readLater(this.#slot);
  }

  /** A read of the hash began then and has ended: the next one may have to wait. */
  hasRead(began: number): void {
    this.#pace.took(began, performance.now());
  }

  #readLater(slot: number): void {
    const delay = Math.max(slotDelay(slot), this.#pace.pause(performance.now()));
    if (delay <= 0) void this.#read();
    else this.#readTimer = setTimeout(() => void this.#read(), delay).unref();
  }

  #compareLater(): void {
    clearTimeout(this.#compareTimer);
    this.#compareTimer = setTimeout(() => void this.#compare(), COMPARE_EVERY_MS).unref();
  }

  async #compare(): Promise<void> {
    await this.#read();
    if (this.#slot === undefined) return;
    await this.#options.confirm().catch(this.#options.failed);
    if (this.#slot !== undefined) this.#compareLater();
  }

  async #read(): Promise<void> {
    clearTimeout(this.#readTimer);
    this.#isWanted = false;
    this.#isReading = true;
    await this.#options.read().catch(this.#options.failed);
    this.#isReading = false;
    if (this.#isWanted && this.#slot !== undefined) this.#readLater(this.#slot);
  }
}
