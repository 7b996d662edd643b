/** The list with one item moved up (−1) or down (1); the same list at its ends. */
export function movedBy<Item>(items: readonly Item[], index: number, by: -1 | 1): readonly Item[] {
  const target = index + by;
  if (target < 0 || target >= items.length) return items;
  return items.with(index, items[target]!).with(target, items[index]!);
}
