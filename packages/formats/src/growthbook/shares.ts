import type { BucketingKeys, Condition, JsonValue } from '@halyard/core';
import { all, any, NEVER } from '../condition-algebra.js';
import { type JsonObject, listOf, textOf } from '../json-object.js';

/** Which number GrowthBook gives a context. */
export interface Draw {
  readonly seed: string;
  readonly attribute: string;
  /** 1 or 2. */
  readonly version: number;
}

/** How many different numbers there are. */
const SLOTS: ReadonlyMap<number, number> = new Map([
  [1, 1000],
  [2, 10_000],
]);

/** The keys of a rule or `$rollout` for a draw; `undefined` for a version that no one has. */
export function keysOf({ seed, attribute, version }: Draw): BucketingKeys | undefined {
  if (!SLOTS.has(version)) return undefined;
  const hash = version === 1 ? 'growthbook-1' : 'growthbook-2';
  return attribute === 'targetingKey' ? { hash, seed } : { hash, seed, by: attribute };
}

/** The contexts whose number is from `first` up to, and without, `last`. */
export function inRange(draw: Draw, [first, last]: readonly [number, number]): Condition {
  const keys = keysOf(draw);
  const range = [percentBelow(draw, first), percentBelow(draw, last)];
  return keys === undefined || range[0]! >= range[1]! ? NEVER : { $rollout: { range, ...keys } };
}

/** The percentage of the numbers up to and including `coverage`. */
export function percentUpTo(draw: Draw, coverage: number): number {
  return percentOf(draw, (number) => number <= coverage);
}

function percentBelow(draw: Draw, limit: number): number {
  return percentOf(draw, (number) => number < limit);
}

/** The percentage of the lowest numbers, for which the test holds. Compares as GrowthBook does. */
function percentOf({ version }: Draw, holds: (number: number) => boolean): number {
  const slots = SLOTS.get(version) ?? 1;
  let [low, high] = [0, slots];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(middle / slots)) low = middle + 1;
    else high = middle;
  }
  return (low * 100) / slots;
}

/** The contexts that pass all filters of a rule. */
export function filtersCondition(filters: readonly JsonObject[]): Condition {
  return all(
    filters.map((filter) => {
      const draw = {
        seed: textOf(filter['seed']) ?? '',
        attribute: textOf(filter['attribute']) || 'id',
        version: Number(filter['hashVersion'] ?? 0) || 2,
      };
      return any(listOf(filter['ranges']).map((range) => inRange(draw, pairOf(range))));
    }),
  );
}

/** The contexts in a namespace. */
export function namespaceCondition(attribute: string, namespace: readonly JsonValue[]): Condition {
  const [name, first, last] = namespace;
  return inRange({ seed: `__${textOf(name) ?? ''}`, attribute, version: 1 }, [Number(first), Number(last)]);
}

/** A range of a payload. */
export function pairOf(range: JsonValue): readonly [number, number] {
  const [first, last] = listOf(range);
  return [Number(first), Number(last)];
}

/** The ranges of variations: a share of each one's weight. */
export function bucketRanges(
  count: number,
  coverage: number,
  given: readonly number[] | undefined,
): (readonly [number, number])[] {
  const covered = Math.min(Math.max(coverage, 0), 1);
  const equal = Array<number>(count).fill(1 / count);
  const total = given?.reduce((sum, weight) => sum + weight, 0) ?? 0;
  const isUsable = given?.length === count && total >= 0.99 && total <= 1.01;
  let start = 0;
  return (isUsable ? given : equal).map((weight) => {
    const range = [start, start + covered * weight] as const;
    start += weight;
    return range;
  });
}
