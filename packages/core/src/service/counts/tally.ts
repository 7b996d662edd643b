import type { Outcome } from '../../evaluation/evaluation.js';
import type { Flag } from '../../evaluation/flag.js';
import type { Counters } from './counters.js';

/** A flag, and where each of its answers is counted. An answer is made once, so that it is found by its identity. */
export class Tally {
  readonly flag: Flag;
  readonly #counters: Counters;
  readonly #outcomes: Outcome[] = [];
  readonly #slots: number[] = [];

  constructor(flag: Flag, counters: Counters) {
    this.flag = flag;
    this.#counters = counters;
  }

  count(outcome: Outcome): void {
    let index = this.#outcomes.indexOf(outcome);
    if (index < 0) {
      index = this.#outcomes.push(outcome) - 1;
      this.#slots.push(this.#counters.slot(this.flag.name, outcome));
    }
    this.#counters.values[this.#slots[index]!]!++;
  }
}
