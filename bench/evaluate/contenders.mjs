/** The contenders of this part, by the names of their files, the baselines first. */
export const contenderNames = [
  'nothing',
  'map-get',
  'by-hand',
  'inlined',
  'halyard',
  'fflip',
  'sap',
  'configcat',
  'flagd-core',
  'unleash',
  'growthbook',
  'openfeature',
  'launchdarkly',
  'microsoft',
  'flagsmith',
];

/** All that a contender says of itself, by name. */
export async function loadContenders() {
  return Promise.all(
    contenderNames.map(async (name) => {
      const { contender } = await import(`./contenders/${name}.mjs`);
      return { name, ...contender };
    }),
  );
}
