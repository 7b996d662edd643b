type Split = Readonly<Record<string, number>>;

/** The percentage of each weight, with at most two decimals, such as `33.33 %`. */
export function splitShares(split: Split): ReadonlyMap<string, string> {
  const total = Object.values(split).reduce((sum, weight) => sum + weight, 0);
  return new Map(
    Object.entries(split).map(([name, weight]) => [
      name,
      `${total === 0 ? 0 : rounded((weight / total) * 100)} %`,
    ]),
  );
}

/** The split with another weight. A variant with weight 0 is left out, unless it was already in the split. */
export function withWeight(split: Split, name: string, weight: number): Split {
  if (weight !== 0 || Object.hasOwn(split, name)) return { ...split, [name]: weight };
  return split;
}

/** Equal weights, such as 50 and 50, or 1, 1 and 1 if 100 can't be divided evenly. */
export function evenSplit(names: readonly string[]): Split {
  const weight = 100 % names.length === 0 ? 100 / names.length : 1;
  return Object.fromEntries(names.map((name) => [name, weight]));
}

function rounded(percent: number): number {
  return Math.round(percent * 100) / 100;
}
