import type { JsonValue } from '@halyard/core';
import { NEVER } from '../condition-algebra.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { type BucketingText, bucketingText } from './bucketing-text.js';
import { isPrimitive } from './logic.js';
import type { Scope } from './truth.js';

/** A bucket of `fractional`: its result, which may be an expression, and its weight. */
export interface Bucket {
  readonly result: JsonValue;
  readonly weight: number;
}

/** What `{"fractional": […]}` says. */
export interface Fractional {
  readonly text: BucketingText;
  /** None if flagd can't use them: then the result is null. */
  readonly buckets: readonly Bucket[];
  /** The sum of the weights. */
  readonly total: number;
}

const MAX_TOTAL = 2 ** 31 - 1;

/** Reads the operands of `fractional`. Returns `undefined` where flagd has no text to hash and answers null. */
export function readFractional(
  path: string,
  operands: readonly JsonValue[],
  scope: Scope,
): Fractional | undefined {
  const [first] = operands;
  const isKeyed = !Array.isArray(first);
  const buckets = (isKeyed ? operands.slice(1) : operands).map((each, i) =>
    bucketOf(`${path}[${isKeyed ? i + 1 : i}]`, each),
  );
  const text = isKeyed ? bucketingText(path, first, scope) : defaultText(scope);
  if (text === undefined) return undefined;
  const total = buckets.reduce((sum, bucket) => sum + (bucket?.weight ?? NaN), 0);
  const isUsable = total >= 1 && total <= MAX_TOTAL;
  return isUsable ? { text, buckets: buckets as Bucket[], total } : { text, buckets: [], total: 0 };
}

function defaultText({ flag }: Scope): BucketingText {
  return { seed: flag, attributes: ['targetingKey'], constants: [], fails: NEVER };
}

/** `undefined` for what flagd does not take for a bucket. */
function bucketOf(path: string, bucket: JsonValue): Bucket | undefined {
  if (!Array.isArray(bucket) || bucket.length === 0 || bucket.length > 2) return undefined;
  const [result, weight = 1] = bucket as readonly JsonValue[];
  if (!isPrimitive(weight) && !Array.isArray(weight))
    throw new UntranslatableError(path, 'must have a number as weight, not an expression');
  if (Array.isArray(result) || !Number.isInteger(weight)) return undefined;
  return { result: result!, weight: Math.max(0, weight as number) };
}
