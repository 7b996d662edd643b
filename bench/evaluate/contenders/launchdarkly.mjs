import { init } from '@launchdarkly/node-server-sdk';
import { TestData } from '@launchdarkly/node-server-sdk/integrations';

/** The server SDK with its test data source; no events. */
export const contender = {
  title: 'LaunchDarkly',
  package: '@launchdarkly/node-server-sdk',
  asynchronous: true,
  evaluates: 'all of it',
  leavesOut: 'analytics events (off)',
  definitions: ({ flags, allowed }) => flags.map(({ name, kind }) => flag(name, kind, allowed)),
  async open(flags, { sticky, targeted, split, users }) {
    const source = new TestData();
    for (const each of flags) await source.usePreconfiguredFlag(each);
    const client = init('sdk-bench', {
      updateProcessor: source.getFactory(),
      sendEvents: false,
      diagnosticOptOut: true,
      logger: { error() {}, warn() {}, info() {}, debug() {} },
    });
    await client.waitForInitialization({ timeout: 10 });
    const nobody = { kind: 'user', key: 'nobody' };
    return {
      users: users.map(({ id, plan, age }) => ({ kind: 'user', key: id, plan, age })),
      plain: (name) => client.boolVariation(name, nobody, false),
      unknown: (name) => client.boolVariation(name, nobody, false),
      sticky: (context) => client.boolVariation(sticky, context, false),
      targeted: (context) => client.boolVariation(targeted, context, false),
      split: (context) => client.stringVariation(split, context, 'control'),
      details: (context) => client.boolVariationDetail(sticky, context, false),
      close: () => client.close(),
    };
  },
};

const clause = (attribute, op, values) => ({ contextKind: 'user', attribute, op, values, negate: false });
const conditions = [clause('plan', 'in', ['pro']), clause('age', 'greaterThanOrEqual', [21])];
const rollout = (...weights) => ({
  rollout: { contextKind: 'user', variations: weights.map((weight, variation) => ({ variation, weight })) },
});

function flag(key, kind, allowed) {
  const common = { key, version: 1, on: true, salt: key, offVariation: 1, targets: [], rules: [] };
  const onOff = { ...common, variations: [true, false], fallthrough: { variation: 1 } };
  const whenAll = (clauses) => ({ ...onOff, rules: [{ id: 'rule', variation: 0, clauses }] });
  switch (kind) {
    case 'plain':
      return { ...onOff, fallthrough: { variation: 0 } };
    case 'sticky':
      return { ...onOff, fallthrough: rollout(25_000, 75_000) };
    case 'conditions':
      return whenAll(conditions);
    case 'targeted':
      return whenAll([...conditions, clause('key', 'in', allowed)]);
    default:
      return {
        ...common,
        variations: ['control', 'compact', 'rich'],
        fallthrough: rollout(50_000, 25_000, 25_000),
      };
  }
}
