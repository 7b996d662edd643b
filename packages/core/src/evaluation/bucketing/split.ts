import type { Outcome } from '../evaluation.js';

/**
 * Shares the hashes out among variants by weight (docs/flags.md, "The hash"): sorted by name in code-unit order, each
 * takes as many of `total` slots as it weighs. For one order and the same weights this is what flagd's
 * `fractional` does.
 */
export class Split {
  /** The sum of the weights, at most 2^31 − 1. */
  readonly total: number;
  /** For each variant the first slot that is no longer its own. */
  readonly #ends: readonly number[];
  /** The answer of each variant, by name in code-unit order. */
  readonly outcomes: readonly Outcome[];

  constructor(weights: Readonly<Record<string, number>>, outcome: (variant: string) => Outcome) {
    let total = 0;
    const variants = Object.keys(weights).toSorted();
    this.#ends = variants.map((variant) => (total += weights[variant]!));
    this.outcomes = variants.map(outcome);
    this.total = total;
  }

  /** The answer for a hash from 0 to 2^32 − 1. */
  choose(hash: number): Outcome {
    const mine = slot(hash, this.total);
    let i = 0;
    while (this.#ends[i]! <= mine) i++;
    return this.outcomes[i]!;
  }
}

/**
 * `floor(hash × total / 2^32)` for totals up to 2^31 − 1, exactly: the product may need 63 bits, so it is made
 * of two halves that each fit the 53 of a double.
 */
export function slot(hash: number, total: number): number {
  const high = (hash >>> 16) * total;
  const low = (hash & 0xffff) * total;
  return Math.floor((high + Math.floor(low / 65536)) / 65536);
}

/** The only variant that a split can give, or `undefined` when there are several: then a hash decides. */
export function onlyVariant(weights: Readonly<Record<string, number>>): string | undefined {
  const possible = Object.keys(weights).filter((variant) => weights[variant]! > 0);
  return possible.length === 1 ? possible[0] : undefined;
}
