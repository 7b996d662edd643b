import { type IpAddress, type IpRange } from '../../flag/ip-address.js';

/** The first and the last address of a range, as numbers. */
type Interval = readonly [first: bigint, last: bigint];

/** Ranges of IP addresses, of which one is found in the logarithm of their number. */
export class IpRangeSet {
  readonly #intervals: Readonly<Record<IpAddress['family'], readonly Interval[]>>;

  constructor(ranges: readonly IpRange[]) {
    const of = (family: IpAddress['family']): readonly Interval[] =>
      joined(ranges.filter((range) => range.family === family).map(intervalOf));
    this.#intervals = { 4: of(4), 6: of(6) };
  }

  has({ family, bits }: IpAddress): boolean {
    const intervals = this.#intervals[family];
    let [low, high] = [0, intervals.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (intervals[middle]![1] < bits) low = middle + 1;
      else high = middle;
    }
    return low < intervals.length && intervals[low]![0] <= bits;
  }
}

function intervalOf({ bits, free }: IpRange): Interval {
  return [bits << free, ((bits + 1n) << free) - 1n];
}

/** In order, those that overlap as one. */
function joined(intervals: readonly Interval[]): readonly Interval[] {
  const result: Interval[] = [];
  for (const [first, last] of intervals.toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))) {
    const before = result.at(-1);
    if (before === undefined || before[1] < first) result.push([first, last]);
    else if (before[1] < last) result[result.length - 1] = [before[0], last];
  }
  return result;
}
