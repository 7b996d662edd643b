/** The middle value; of two middle ones, their mean. */
export function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}

/** The smallest value that at least `percent` of all values do not exceed (the nearest rank). */
export function percentile(values, percent) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)];
}

/** What a table says of one figure measured in several rounds. */
export function summary(values) {
  return { median: median(values), low: Math.min(...values), high: Math.max(...values) };
}

/** `values` divided by the `baselines` of the same rounds, round by round. */
export function ratios(values, baselines) {
  return values.map((value, round) => value / baselines[round]);
}
