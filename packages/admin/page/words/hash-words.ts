import type { HashName } from '@halyard/core';

/** The system that each hash comes from. */
export const HASH_WORDS = {
  murmur3: 'Halyard',
  unleash: 'Unleash',
  'unleash-variants': 'Unleash variants',
  launchdarkly: 'LaunchDarkly',
  'growthbook-1': 'GrowthBook 1',
  'growthbook-2': 'GrowthBook 2',
  'flipper-ruby': 'Flipper for Ruby',
  microsoft: 'Microsoft feature management',
} as const satisfies Record<HashName, string>;
