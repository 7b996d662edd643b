import type { BucketingKeys, JsonValue } from '@halyard/core';
import { Untranslatable } from './untranslatable.js';
import { weightsOf } from './weights.js';

/** The separator between the attributes of a key. */
export const SEPARATOR = '\u001F';

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
  const [before, upTo, total] = wholeWeights(path, first, last);
  const buckets = [
    ['before', before],
    ['in', upTo - before],
    ['after', total - upTo],
  ] as const;
  const present = buckets.filter(([name, weight]) => name === 'in' || weight > 0);
  return [...hasKey(path, keys), { '==': [fractionalOf(path, keys, seed, present), 'in'] }];
}

function wholeWeights(path: string, first: number, last: number): readonly [number, number, number] {
  const made = weightsOf([first, last]);
  if (made !== undefined) return [made.weights[0]!, made.weights[1]!, made.total];
  const broken = [first, last].filter((percent) => weightsOf([percent]) === undefined);
  throw new Untranslatable(path, `${broken.join(' and ')} percent is not a whole weight`);
}

/** The bucket of a key, by weight. Check {@link hasKey} first if the key may be missing. */
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

/** Whether a context has the key. Empty text counts as missing. */
export function hasKey(path: string, keys: BucketingKeys): JsonValue[] {
  return attributesOf(path, keys).flatMap((name) => [
    { '!=': [{ var: name }, null] },
    { '!==': [{ var: name }, ''] },
  ]);
}

function attributesOf(
  path: string,
  { by = 'targetingKey', fallback, hash = 'murmur3' }: BucketingKeys,
): readonly string[] {
  if (hash !== 'murmur3') throw new Untranslatable(`${path}.hash`, 'flagd supports only the hash murmur3');
  if (fallback !== undefined)
    throw new Untranslatable(`${path}.fallback`, 'flagd does not support a fallback key');
  return typeof by === 'string' ? [by] : by;
}
