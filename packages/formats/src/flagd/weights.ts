/** The number of hashes. A share takes the lowest ones. */
const HASHES = 2n ** 32n;

/** The percentage with exactly the hashes of flagd's `weight` of `total`; `undefined` if no percentage has them. */
export function percentOf(weight: number, total: number): number | undefined {
  const percent = (weight * 100) / total;
  const near = [percent, percent * (1 - Number.EPSILON), percent * (1 + Number.EPSILON)];
  return near.find((each) => each <= 100 && taken(each) === takenByWeight(weight, total));
}

/** Whole weights with exactly the hashes of these percentages, and their total; `undefined` if there are none. */
export function weightsOf(
  percents: readonly number[],
): { readonly weights: readonly number[]; readonly total: number } | undefined {
  for (let total = 100; total < 2 ** 31; total *= 10) {
    const weights = percents.map((percent) => Math.round((percent * total) / 100));
    const exact = weights.every((weight, i) => taken(percents[i]!) === takenByWeight(weight, total));
    if (exact) return { weights, total };
  }
  return undefined;
}

/** A hash is in if it is below the percentage of all. */
function taken(percent: number): bigint {
  return BigInt(Math.ceil((percent / 100) * Number(HASHES)));
}

/** A hash is in if `floor(hash × total / 2^32)` is below the weight. */
function takenByWeight(weight: number, total: number): bigint {
  return (BigInt(weight) * HASHES + BigInt(total) - 1n) / BigInt(total);
}
