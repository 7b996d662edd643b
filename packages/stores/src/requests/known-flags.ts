import { type FlagEntries, FlagChanges } from '@halyard/core/store';

/** The flags that were read last, to say nothing again while a server says that they are unchanged. */
export class KnownFlags {
  #entries: FlagEntries | undefined;
  /** The signal of the last load that succeeded. It aborts if the backend did not wait for the result. */
  #awaited: AbortSignal | undefined;
  /** How often the backend may have come to hold others. */
  #doubts = 0;
  /** How many of these came before the load under way began. */
  #before = 0;
  /** How many of these came before the load that gave all flags last. */
  #settled = 0;

  /** Whether there are any. */
  get isKnown(): boolean {
    return this.#entries !== undefined;
  }

  /** A load begins. */
  begin(): void {
    this.#before = this.#doubts;
  }

  /** The server has these flags now. */
  changed(entries: FlagEntries, signal: AbortSignal): FlagEntries {
    this.#entries = entries;
    this.#awaited = signal;
    this.#settled = this.#before;
    return entries;
  }

  /** The known flags are still those of the server: no changes, unless the backend may hold others. */
  unchanged(signal: AbortSignal): FlagEntries | FlagChanges {
    const hasThem = this.#awaited?.aborted === false && this.#settled === this.#doubts;
    this.#awaited = signal;
    this.#settled = this.#before;
    return hasThem ? new FlagChanges([]) : this.#entries!;
  }

  /**
   * Has the next load that begins give all flags, also if it finds them unchanged: a load failed, or the backend was given
   * others besides, such as by a write, which may have been undone since.
   */
  giveAllNext(): void {
    this.#doubts++;
  }
}
