import type { BucketingKeys, JsonValue } from '@halyard/core';
import { UntranslatableError } from '../untranslatable-error.js';
import { SEPARATOR } from './bucketing-text.js';
import { keyGuard } from './key-guard.js';
import { isPath } from './logic.js';
import { weightsOf } from './weights.js';

/** The texts hashed before the key. */
type Seed = readonly JsonValue[];

const FLAG_KEY: JsonValue = { var: '$flagd.flagKey' };

/** The seed of a rollout. The default is the flag's name. */
export function rolloutSeed({ seed }: BucketingKeys): Seed {
  return seed === undefined ? [FLAG_KEY, ':rollout'] : [`${seed}:rollout`];
}

/** The seed of a split. */
export function splitSeed({ seed }: BucketingKeys): Seed {
  return [seed ?? FLAG_KEY];
}

/** Whether a context has a key in the range between these two percentages. */
export function shareOf(
  path: string,
  keys: BucketingKeys,
  seed: Seed,
  [first, last]: readonly [number, number],
): JsonValue[] {
  if (first === 0 && last === 100) return guardsOf(path, keys);
  const [before, upTo, total] = wholeWeights(path, first, last);
  const buckets = [
    ['before', before],
    ['in', upTo - before],
    ['after', total - upTo],
  ] as const;
  const present = buckets.filter(([name, weight]) => name === 'in' || weight > 0);
  return [...guardsOf(path, keys), { '==': [fractionalOf(path, keys, seed, present), 'in'] }];
}

function wholeWeights(path: string, first: number, last: number): readonly [number, number, number] {
  const made = weightsOf([first, last]);
  if (made !== undefined) return [made.weights[0]!, made.weights[1]!, made.total];
  const broken = [first, last].filter((percent) => weightsOf([percent]) === undefined);
  throw new UntranslatableError(path, `${broken.join(' and ')} percent is not a whole weight`);
}

/** The bucket of a key, by weight. Check {@link guardsOf} first if the key may be missing. */
export function fractionalOf(
  path: string,
  keys: BucketingKeys,
  seed: Seed,
  buckets: readonly (readonly [name: string, weight: number])[],
): JsonValue {
  const parts = attributesOf(path, keys).flatMap((name, i) => [
    ...(i === 0 ? [] : [SEPARATOR]),
    { var: name },
  ]);
  return { fractional: [{ cat: [...seed, ...parts] }, ...buckets] };
}

/** Whether a context has the key. */
export function guardsOf(path: string, keys: BucketingKeys): JsonValue[] {
  return attributesOf(path, keys).map(keyGuard);
}

function attributesOf(
  path: string,
  { by = 'targetingKey', fallback, hash = 'murmur3' }: BucketingKeys,
): readonly string[] {
  if (hash !== 'murmur3')
    throw new UntranslatableError(`${path}.hash`, 'flagd supports only the hash murmur3');
  if (fallback !== undefined)
    throw new UntranslatableError(`${path}.fallback`, 'flagd does not support a fallback key');
  const attributes = typeof by === 'string' ? [by] : by;
  const other = attributes.find((attribute) => !isPath(attribute));
  if (other !== undefined)
    throw new UntranslatableError(`${path}.by`, `flagd reads another attribute by ${JSON.stringify(other)}`);
  return attributes;
}
