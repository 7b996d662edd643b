import { type FlagLimit, limitKey } from '../access/flag-limit.js';
import type { LiveEvents } from './live-events.js';

/** The number of limits whose events are followed while no stream is open. */
const KEPT = 20;

/**
 * The live events for each limit of callers. Callers with different limits share no event and no id: an id counts events, so
 * it would show how many were for others.
 */
export class EventsByLimit {
  readonly #make: (limit: FlagLimit | undefined) => LiveEvents;
  readonly #all: LiveEvents;
  readonly #limited = new Map<string, LiveEvents>();

  constructor(make: (limit: FlagLimit | undefined) => LiveEvents) {
    this.#make = make;
    this.#all = make(undefined);
  }

  /** The events for callers with this limit; without one, of all flags. */
  of(limit: FlagLimit | undefined): LiveEvents {
    if (limit === undefined) return this.#all;
    const key = limitKey(limit);
    let events = this.#limited.get(key);
    if (events === undefined) {
      this.#forgetIdle();
      events = this.#make(limit);
      this.#limited.set(key, events);
    }
    return events;
  }

  /** Ends all streams and opens no more. */
  close(): void {
    for (const events of [this.#all, ...this.#limited.values()]) events.close();
  }

  #forgetIdle(): void {
    for (const [key, events] of this.#limited) {
      if (this.#limited.size < KEPT) return;
      if (!events.isIdle) continue;
      events.close();
      this.#limited.delete(key);
    }
  }
}
