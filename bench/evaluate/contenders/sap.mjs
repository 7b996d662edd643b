import toggles from '@cap-js-community/feature-toggle-library';

/** Toggles with a value for everyone and values for single users; Redis is not there, so all stays in the process. */
export const contender = {
  title: 'SAP toggle library',
  package: '@cap-js-community/feature-toggle-library',
  evaluates: 'a value for everyone, and values for single users',
  leavesOut: 'percentages, splits, conditions (the allow-list stands alone), details',
  partly: ['targeted'],
  definitions: ({ flags }) =>
    Object.fromEntries(
      flags.map(({ name, kind }) => [name, { type: 'boolean', fallbackValue: kind !== 'targeted' }]),
    ),
  async open(config, { targeted, users, allowed }) {
    await toggles.initializeFeatures({ config });
    for (const user of allowed) await toggles.changeFeatureValue(targeted, true, { user });
    return {
      users: users.map(({ id }) => ({ user: id })),
      plain: (name) => toggles.getFeatureValue(name),
      unknown: (name) => toggles.getFeatureValue(name),
      targeted: (scope) => toggles.getFeatureValue(targeted, scope),
    };
  },
};
