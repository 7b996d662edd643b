import { InMemStorageProvider, initialize } from 'unleash-client';

/** Flags from a bootstrap, as its documentation describes for offline use; no polling, no metrics. */
export const contender = {
  title: 'unleash-client',
  package: 'unleash-client',
  evaluates: 'all of it, from strategies and constraints',
  leavesOut: 'usage metrics (off); details',
  definitions: ({ flags, allowed }) => flags.map(({ name, kind }) => toggle(name, kind, allowed)),
  async open(data, { sticky, targeted, split, users }) {
    const client = initialize({
      appName: 'bench',
      url: 'http://localhost/',
      refreshInterval: 0,
      disableMetrics: true,
      storageProvider: new InMemStorageProvider(),
      bootstrap: { data },
    });
    await new Promise((resolve) => client.once('synchronized', resolve));
    return {
      users: users.map(({ id, plan, age }) => ({ userId: id, properties: { plan, age } })),
      plain: (name) => client.isEnabled(name),
      unknown: (name) => client.isEnabled(name),
      sticky: (context) => client.isEnabled(sticky, context),
      targeted: (context) => client.isEnabled(targeted, context),
      split: (context) => client.getVariant(split, context).name,
      close: () => client.destroy(),
    };
  },
};

const rollout = (name, percent) => ({
  name: 'flexibleRollout',
  parameters: { rollout: String(percent), stickiness: 'userId', groupId: name },
  constraints: [],
});
const one = (contextName, operator, value) =>
  Array.isArray(value)
    ? { contextName, operator, values: value }
    : { contextName, operator, value, values: [] };
const conditions = [one('plan', 'IN', ['pro']), one('age', 'NUM_GTE', '21')];

function toggle(name, kind, allowed) {
  return { name, enabled: true, strategies: [strategy(name, kind, allowed)] };
}

function strategy(name, kind, allowed) {
  switch (kind) {
    case 'plain':
      return { name: 'default', parameters: {}, constraints: [] };
    case 'sticky':
      return rollout(name, 25);
    case 'conditions':
      return { name: 'default', parameters: {}, constraints: conditions };
    case 'targeted':
      return {
        name: 'default',
        parameters: {},
        constraints: [...conditions, one('userId', 'IN', allowed)],
      };
    default: {
      const weights = { control: 500, compact: 250, rich: 250 };
      const variants = Object.entries(weights).map(([variant, weight]) => ({
        name: variant,
        weight,
        stickiness: 'userId',
      }));
      return { ...rollout(name, 100), variants };
    }
  }
}
