/** The contenders of this part, by the names of their files in `gate/contenders`. */
export const NAMES = [
  'none',
  'nothing',
  'halyard-plain',
  'halyard-rollout',
  'halyard-async-storage',
  'unleash',
  'openfeature',
  'launchdarkly',
];
