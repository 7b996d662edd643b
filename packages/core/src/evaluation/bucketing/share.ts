import type { Rollout } from '../../flag/definition.js';

/** The share of a rollout (docs/flags.md, "Rollouts"): fixed, or a ramp that is linear from `start` to `end`. */
export class Share {
  readonly #from: number;
  readonly #to: number;
  readonly #start: number;
  readonly #end: number;

  constructor(rollout: number | Rollout) {
    const {
      percent,
      from = 0,
      to = 100,
      start,
      end,
    }: Rollout = typeof rollout === 'number' ? { percent: rollout } : rollout;
    this.#from = percent ?? from;
    this.#to = percent ?? to;
    this.#start = start === undefined ? 0 : Date.parse(start);
    this.#end = end === undefined ? 0 : Date.parse(end);
  }

  /** The share in percent that never changes, or `undefined` for a ramp. */
  get fixed(): number | undefined {
    return this.#from === this.#to ? this.#from : undefined;
  }

  /** The share in percent at `now`, in milliseconds since the epoch. */
  at(now: number): number {
    // A fixed share does not depend on the clock, not even on one that gives no number.
    if (this.#from === this.#to || now >= this.#end) return this.#to;
    if (now <= this.#start) return this.#from;
    return this.#from + ((this.#to - this.#from) * (now - this.#start)) / (this.#end - this.#start);
  }
}
