import { inSlices } from './time-slices.js';

/** Does work in slices, one piece after another in the order in which they come. */
export class WorkQueue {
  readonly #waiting: (() => void)[] = [];
  #isBusy = false;

  /**
   * Does a piece of work and resolves with what its last step returns. It begins at once if none is under way, and if it is
   * short it is done before this returns. Rejects with what a step throws; the next piece is done all the same.
   */
  async run<T>(work: () => Generator<unknown, T>): Promise<T> {
    if (this.#isBusy) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#isBusy = true;
    return inSlices(this.#ending(work));
  }

  /** The steps of the work, the last of which lets the next piece begin. */
  *#ending<T>(work: () => Generator<unknown, T>): Generator<unknown, T> {
    try {
      return yield* work();
    } finally {
      const next = this.#waiting.shift();
      // It is busy until that begins, so that no other comes first.
      if (next === undefined) this.#isBusy = false;
      else next();
    }
  }
}
