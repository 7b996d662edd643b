/**
 * The median and its 95 % confidence interval, from the ranks of a binomial distribution (Conover, Practical
 * Nonparametric Statistics, 3rd edition, 3.2): no assumption about how the values are spread.
 */
export function medianWithin(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const half = (1.96 * Math.sqrt(sorted.length)) / 2;
  const at = (rank) => sorted[Math.min(sorted.length - 1, Math.max(0, Math.round(rank)))];
  const middle = (sorted.length - 1) / 2;
  return {
    median: (sorted[Math.floor(middle)] + sorted[Math.ceil(middle)]) / 2,
    low: at(middle - half),
    high: at(middle + half),
  };
}
