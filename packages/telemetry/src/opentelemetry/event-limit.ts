/** Lets a number of events pass in each second, and counts the others. */
export class EventLimit {
  /** How many did not pass. */
  dropped = 0;
  readonly #perSecond: number;
  readonly #now: () => number;
  #second = 0;
  #passed = 0;

  /** `now`: milliseconds that only grow. */
  constructor(perSecond: number, now: () => number = () => performance.now()) {
    this.#perSecond = perSecond;
    this.#now = now;
  }

  admits(): boolean {
    const second = Math.floor(this.#now() / 1000);
    if (second !== this.#second) {
      this.#second = second;
      this.#passed = 0;
    }
    if (this.#passed < this.#perSecond) {
      this.#passed++;
      return true;
    }
    this.dropped++;
    return false;
  }
}
