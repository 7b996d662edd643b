import type { RolloutRange } from '../../flag/definition.js';
import type { EvaluationContext } from '../evaluation.js';
import { Bucketing, seedOf } from './bucketing.js';

/** The condition `$rollout`: whether a context's key is within a range of percentages. Without a key it is not. */
export class RolloutShare {
  readonly bucketing: Bucketing;
  readonly first: number;
  readonly last: number;
  readonly #begin: number;
  readonly #end: number;

  /** `seed` is used where the condition names none. */
  constructor(seed: string, operand: number | RolloutRange) {
    const { range, ...keys } = typeof operand === 'number' ? { range: [0, operand] as const } : operand;
    [this.first, this.last] = range;
    this.bucketing = new Bucketing(keys, seedOf(keys, seed, ''));
    this.#begin = this.bucketing.limit(this.first);
    this.#end = this.bucketing.limit(this.last);
  }

  includes(context: EvaluationContext): boolean {
    const slot = this.bucketing.find(context);
    return slot >= this.#begin && slot < this.#end;
  }
}
