import { GrowthBookClient } from '@growthbook/growthbook';

const CONDITION = { plan: 'pro', age: { $gte: 21 } };

/** The multi-user client with a payload given at start. */
export const contender = {
  title: 'GrowthBook',
  package: '@growthbook/growthbook',
  evaluates: 'all of it; the names are a saved group',
  leavesOut: 'tracking callbacks (none)',
  definitions: ({ flags, allowed }) => ({
    features: Object.fromEntries(flags.map(({ name, kind }) => [name, feature(name, kind)])),
    savedGroups: { allowed },
  }),
  async open(payload, { sticky, targeted, split, users }) {
    const client = new GrowthBookClient().initSync({ payload });
    const nobody = { attributes: {} };
    return {
      users: users.map(({ id, plan, age }) => ({ attributes: { id, plan, age } })),
      plain: (name) => client.isOn(name, nobody),
      unknown: (name) => client.isOn(name, nobody),
      sticky: (context) => client.isOn(sticky, context),
      targeted: (context) => client.isOn(targeted, context),
      split: (context) => client.getFeatureValue(split, 'control', context),
      details: (context) => client.evalFeature(sticky, context),
      view: ({ attributes }) => client.createScopedInstance({ attributes }).isOn(sticky),
      close: () => client.destroy(),
    };
  },
};

function feature(name, kind) {
  switch (kind) {
    case 'plain':
      return { defaultValue: true };
    case 'sticky':
      return { defaultValue: false, rules: [{ force: true, coverage: 0.25, hashAttribute: 'id' }] };
    case 'conditions':
      return { defaultValue: false, rules: [{ condition: CONDITION, force: true }] };
    case 'targeted': {
      const condition = { ...CONDITION, id: { $inGroup: 'allowed' } };
      return { defaultValue: false, rules: [{ condition, force: true }] };
    }
    default: {
      const split = { variations: ['control', 'compact', 'rich'], weights: [0.5, 0.25, 0.25] };
      return { defaultValue: 'control', rules: [{ key: name, hashAttribute: 'id', ...split }] };
    }
  }
}
