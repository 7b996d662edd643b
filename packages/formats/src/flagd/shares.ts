import type { BucketingKeys, Condition, JsonValue, Rule } from '@halyard/core';
import { parseFlag } from '@halyard/core/store';
import { all } from '../condition-algebra.js';
import { UntranslatableError } from '../untranslatable-error.js';
import type { BucketingText } from './bucketing-text.js';
import type { Fractional } from './fractional.js';
import { percentOf } from './weights.js';

/** The contexts that get one result from `fractional`. */
export interface Share {
  readonly when: Condition;
  readonly result: JsonValue;
}

/** The keys that put a context into the same bucket as flagd. `undefined` if all contexts are in one bucket. */
export function bucketingKeys({
  seed,
  attributes,
}: BucketingText): BucketingKeys & { readonly seed: string } {
  const [only, ...others] = attributes;
  if (others.length > 0) return { by: attributes, seed };
  return only === undefined || only === 'targetingKey' ? { seed } : { by: only, seed };
}

/** The contexts in each bucket. No two shares have a context in common. Throws {@link UntranslatableError}. */
export function sharesOf(path: string, { text, buckets, total }: Fractional): Share[] {
  if (buckets.length === 0) return [];
  const ranges = rangesOf(path, buckets, total);
  if (text.attributes.length === 0) {
    return [{ when: {}, result: buckets[bucketOfText(ranges, text.seed)]!.result }];
  }
  const keys = bucketingKeys(text);
  const isText: Condition[] =
    text.isTextOnly === true ? [{ [text.attributes[0]!]: { $type: 'string' } }] : [];
  const shares = ranges.map(({ range, bucket }) => ({
    when: all([...isText, { $rollout: { range, ...keys } }]),
    result: buckets[bucket]!.result,
  }));
  const constants = text.constants.map(({ test, text: whole }) => ({
    when: { [text.attributes[0]!]: test },
    result: buckets[bucketOfText(ranges, whole)]!.result,
  }));
  return [...shares, ...constants];
}

interface Range {
  readonly bucket: number;
  readonly range: readonly [first: number, last: number];
}

function rangesOf(path: string, buckets: Fractional['buckets'], total: number): Range[] {
  let before = 0;
  return buckets.flatMap(({ weight }, bucket) => {
    if (weight === 0) return [];
    const first = percentOf(before, total);
    before += weight;
    const last = percentOf(before, total);
    if (first !== undefined && last !== undefined) return [{ bucket, range: [first, last] as const }];
    throw new UntranslatableError(path, 'has weights that are not an exact percentage');
  });
}

const NO_FLAGS = { get: () => undefined, inCycle: () => false, draw: () => 0 };

/** The bucket of a text that is the same for many contexts. */
function bucketOfText(ranges: readonly Range[], text: string): number {
  // The hash of no text at all is 0.
  if (text === '') return ranges[0]!.bucket;
  const targetingKey = Array.from(text).at(-1)!;
  const seed = text.slice(0, -targetingKey.length);
  const rules: Rule[] = ranges.map(({ range, bucket }) => ({
    when: { $rollout: { range, seed } },
    serve: bucket,
  }));
  const { flag } = parseFlag('bucket', JSON.stringify({ rules }));
  return flag!.decide({ targetingKey }, NO_FLAGS, 0).value as number;
}
