import { ConfigurationObjectFeatureFlagProvider, FeatureManager } from '@microsoft/feature-management';

/** The feature manager over a configuration object. */
export const contender = {
  title: 'Microsoft',
  package: '@microsoft/feature-management',
  asynchronous: true,
  evaluates: 'all of it, with its targeting filter; the two conditions are hand-written filters',
  leavesOut: 'details; conditions of its own',
  definitions: ({ flags, allowed }) => ({
    feature_management: { feature_flags: flags.map(({ name, kind }) => flag(name, kind, allowed)) },
  }),
  async open(configuration, { sticky, targeted, split, users }) {
    const manager = new FeatureManager(new ConfigurationObjectFeatureFlagProvider(configuration), {
      customFilters: [
        { name: 'Plan', evaluate: ({ parameters }, user) => user.plan === parameters.is },
        { name: 'Age', evaluate: ({ parameters }, user) => user.age >= parameters.from },
      ],
    });
    return {
      users: users.map(({ id, plan, age }) => ({ userId: id, plan, age })),
      plain: (name) => manager.isEnabled(name),
      unknown: (name) => manager.isEnabled(name),
      sticky: (user) => manager.isEnabled(sticky, user),
      targeted: (user) => manager.isEnabled(targeted, user),
      split: async (user) => (await manager.getVariant(split, user)).name,
    };
  },
};

const audience = (percent, names = []) => ({
  name: 'Microsoft.Targeting',
  parameters: { Audience: { Users: names, Groups: [], DefaultRolloutPercentage: percent } },
});
const conditions = [
  { name: 'Plan', parameters: { is: 'pro' } },
  { name: 'Age', parameters: { from: 21 } },
];
const whenAll = (filters) => ({ conditions: { requirement_type: 'All', client_filters: filters } });

function flag(id, kind, allowed) {
  const enabled = { id, enabled: true };
  switch (kind) {
    case 'plain':
      return enabled;
    case 'sticky':
      return { ...enabled, conditions: { client_filters: [audience(25)] } };
    case 'conditions':
      return { ...enabled, ...whenAll(conditions) };
    case 'targeted':
      return { ...enabled, ...whenAll([...conditions, audience(0, allowed)]) };
    default: {
      const bounds = { control: [0, 50], compact: [50, 75], rich: [75, 100] };
      const percentile = Object.entries(bounds).map(([variant, [from, to]]) => ({ variant, from, to }));
      return {
        ...enabled,
        variants: Object.keys(bounds).map((name) => ({ name, configuration_value: name })),
        allocation: { percentile },
      };
    }
  }
}
