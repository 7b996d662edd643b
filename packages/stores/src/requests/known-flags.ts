import { type FlagEntries, FlagChanges } from '@halyard/core/store';

/** The flags that were read last, to say nothing again while a server says that they are unchanged. */
export class KnownFlags {
  #entries: FlagEntries | undefined;
  /** The signal of the last load that succeeded. It aborts if the backend did not wait for the result. */
  #awaited: AbortSignal | undefined;
  #givesAll = false;

  /** Whether there are any. */
  get isKnown(): boolean {
    return this.#entries !== undefined;
  }

  /** The server has these flags now. */
  changed(entries: FlagEntries, signal: AbortSignal): FlagEntries {
    this.#entries = entries;
    this.#awaited = signal;
    return entries;
  }

  /** The known flags are still those of the server: no changes, unless the backend may not have got the flags. */
  unchanged(signal: AbortSignal): FlagEntries | FlagChanges {
    const hasThem = this.#awaited?.aborted === false && !this.#givesAll;
    this.#awaited = signal;
    this.#givesAll = false;
    return hasThem ? new FlagChanges([]) : this.#entries!;
  }

  /** Has the next load that finds them unchanged give all flags again: a load failed, or what was told besides may be older. */
  giveAllNext(): void {
    this.#givesAll = true;
  }
}
