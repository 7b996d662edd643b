import type { Condition } from '@halyard/core';
import { createHash } from 'node:crypto';
import { all, isNever } from '../condition-algebra.js';

/** What LaunchDarkly hashes for a rollout or a segment. */
export interface Bucketing {
  /** The seed of a rollout, or the key of the flag or segment with its salt. */
  readonly seed: string;
  /** The path of the attribute. */
  readonly by: string;
}

/** Contexts in a range of buckets, in percent. */
export interface BucketRange {
  readonly first: number;
  readonly last: number;
}

const HASHES = 2 ** 60 - 1;

/**
 * The contexts whose bucket is in a range, of percentages. An attribute that is missing or neither text nor a whole number
 * has bucket 0.
 */
export function inBuckets({ seed, by }: Bucketing, { first, last }: BucketRange): readonly Condition[] {
  if (first >= last) return [];
  const keys = by === 'targetingKey' ? {} : { by };
  const share = { $rollout: { range: [first, Math.min(last, 100)], hash: 'launchdarkly', seed, ...keys } };
  const isKey = by === 'targetingKey' ? {} : { [by]: { $not: isFraction } };
  const found: Condition[] = [all([share, isKey])];
  const bucketOfEmpty = (100 * bucketOf(`${seed}.`)) / HASHES;
  if (by !== 'targetingKey' && bucketOfEmpty >= first && bucketOfEmpty < last)
    found.push({ [by]: { $eq: '' } });
  if (first === 0) found.push(...(by === 'targetingKey' ? [{ [by]: null }] : withoutKey(by)));
  return found.filter((condition) => !isNever(condition));
}

const isFraction = { $type: 'number', $not: { $mod: [1, 0] } };

function withoutKey(by: string): Condition[] {
  const others = ['boolean', 'array', 'object'].map((type) => ({ [by]: { $type: type } }));
  return [{ [by]: null }, { [by]: isFraction }, ...others];
}

function bucketOf(text: string): number {
  return Number.parseInt(createHash('sha1').update(text).digest('hex').slice(0, 15), 16);
}
