/** Lets some things happen at once, and more of them at a steady pace (the generic cell rate algorithm of ITU-T I.371). */
export class TokenBucket {
  readonly #burst: number;
  readonly #everyMs: number;
  /** When the next one would be due if all had kept the pace. */
  #inPace = 0;

  /** `burst`: how many at once. `everyMs`: the pace of those after them, in milliseconds. */
  constructor(burst: number, everyMs: number) {
    this.#burst = burst;
    this.#everyMs = everyMs;
  }

  /** Counts one, and says for how many milliseconds to wait before it. */
  take(now: number = performance.now()): number {
    this.#inPace = Math.max(this.#inPace, now) + this.#everyMs;
    return Math.max(0, this.#inPace - this.#burst * this.#everyMs - now);
  }
}
