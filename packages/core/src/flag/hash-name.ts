/**
 * The algorithms that can decide a share. `murmur3` is Halyard's own; each other one is that of the system it is named
 * after, so that users who come from there keep their buckets. A name never changes its meaning.
 */
export const HASH_NAMES = [
  'murmur3',
  'unleash',
  'unleash-variants',
  'launchdarkly',
  'growthbook-1',
  'growthbook-2',
  'flipper-ruby',
  'microsoft',
] as const;

/** The name of an algorithm. */
export type HashName = (typeof HASH_NAMES)[number];

/** The algorithm whose `total` says how many slots there are. */
export const HASH_WITH_TOTAL: HashName = 'unleash-variants';
