import type { RolloutRange } from '../../flag/definition.js';
import type { EvaluationContext } from '../evaluation.js';
import type { FlagScope } from '../flag.js';
import { Bucketing, seedOf } from './bucketing.js';

/** The condition `$rollout`: whether a context's key is within a range of percentages. Without a key it is not. */
export class RolloutShare {
  readonly bucketing: Bucketing;
  readonly first: number;
  readonly last: number;
  readonly #begin: number;
  readonly #end: number;

  constructor(flag: string, operand: number | RolloutRange) {
    const { range, ...keys } = typeof operand === 'number' ? { range: [0, operand] as const } : operand;
    [this.first, this.last] = range;
    const seed = seedOf(keys, `${flag}:condition`, '');
    this.bucketing = new Bucketing(flag, 'the condition $rollout', keys, seed);
    this.#begin = this.bucketing.limit(this.first);
    this.#end = this.bucketing.limit(this.last);
  }

  includes(context: EvaluationContext, flags: FlagScope): boolean {
    const slot = this.bucketing.find(context);
    if (slot >= this.#begin && slot < this.#end) return true;
    if (slot < 0) flags.keyless?.(this.bucketing, context);
    return false;
  }
}
