/** The contenders of this part, by the names of their files. */
const NAMES = [
  'none',
  'nothing',
  'halyard-plain',
  'halyard-rollout',
  'halyard-async-storage',
  'unleash',
  'openfeature',
  'launchdarkly',
  'redis-read',
];

/** All that a contender says of itself, by name. */
export async function loadContenders() {
  return Promise.all(
    NAMES.map(async (name) => ({ name, ...(await import(`./contenders/${name}.mjs`)).contender })),
  );
}
