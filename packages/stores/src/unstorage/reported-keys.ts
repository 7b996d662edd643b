import { pause } from '../requests/backoff.js';

/** A driver reports nothing for a short while after a change, and a file that is being written is empty, in milliseconds. */
export const SETTLING_MS = 50;

/**
 * Reads what a driver reports as changed: each name at once and again when it has settled, since drivers drop the last of several
 * reports in a row. A name is never read twice at the same time, so that what is read last is what is stored.
 */
export class ReportedKeys {
  readonly #read: (name: string) => Promise<void>;
  readonly #stop: AbortSignal;
  /** The names that are being read, and whether they were reported again meanwhile. */
  readonly #busy = new Map<string, { isAgain: boolean }>();

  /** `read` reads a name and says what is stored; it never rejects. */
  constructor(read: (name: string) => Promise<void>, stop: AbortSignal) {
    this.#read = read;
    this.#stop = stop;
  }

  /** A driver reports a name. */
  reported(name: string): void {
    const busy = this.#busy.get(name);
    if (busy !== undefined) busy.isAgain = true;
    else void this.#settle(name);
  }

  async #settle(name: string): Promise<void> {
    const state = { isAgain: true };
    this.#busy.set(name, state);
    while (state.isAgain && !this.#stop.aborted) {
      state.isAgain = false;
      await this.#read(name);
      await pause(SETTLING_MS, this.#stop);
      await this.#read(name);
    }
    this.#busy.delete(name);
  }
}
