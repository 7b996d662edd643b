/** Remembers what was seen within a window of time, up to a number of things. */
export class RecentlySeen {
  readonly #windowMs: number;
  readonly #most: number;
  /** When each was seen, the oldest first. */
  readonly #times = new Map<string, number>();

  constructor(windowMs: number, most: number) {
    this.#windowMs = windowMs;
    this.#most = most;
  }

  has(what: string, now: number): boolean {
    const time = this.#times.get(what);
    return time !== undefined && now - time < this.#windowMs;
  }

  /** Notes that it was seen now, and forgets what is out of the window or too much. */
  add(what: string, now: number): void {
    this.#times.delete(what);
    this.#times.set(what, now);
    for (const [oldest, time] of this.#times) {
      if (this.#times.size <= this.#most && now - time < this.#windowMs) break;
      this.#times.delete(oldest);
    }
  }
}
