import { InMemoryProvider, OpenFeature } from '@openfeature/server-sdk';
import { share } from '../share.mjs';
import { meetsConditions } from '../world.mjs';

/** The SDK with the provider it ships: its own cost, since the rules are hand-written functions. */
export const contender = {
  title: 'OpenFeature, in memory',
  package: '@openfeature/server-sdk',
  asynchronous: true,
  evaluates: 'what a provider is asked; the rules are hand-written JavaScript in its in-memory provider',
  leavesOut: 'rules of its own; hooks (none)',
  definitions: ({ flags }) => flags,
  async open(definitions, { sticky, targeted, split, users, allowed }) {
    const names = new Set(allowed);
    const flags = Object.fromEntries(definitions.map(({ name, kind }) => [name, flag(name, kind, names)]));
    OpenFeature.setLogger({ error() {}, warn() {}, info() {}, debug() {} });
    await OpenFeature.setProviderAndWait(new InMemoryProvider(flags));
    const client = OpenFeature.getClient();
    return {
      users: users.map(({ id, plan, age }) => ({ targetingKey: id, plan, age })),
      plain: (name) => client.getBooleanValue(name, false),
      unknown: (name) => client.getBooleanValue(name, false),
      sticky: (context) => client.getBooleanValue(sticky, false, context),
      targeted: (context) => client.getBooleanValue(targeted, false, context),
      split: (context) => client.getStringValue(split, 'control', context),
      details: (context) => client.getBooleanDetails(sticky, false, context),
      close: () => OpenFeature.close(),
    };
  },
};

const onOff = (contextEvaluator) => ({
  disabled: false,
  variants: { on: true, off: false },
  defaultVariant: 'on',
  contextEvaluator,
});

function flag(name, kind, names) {
  switch (kind) {
    case 'plain':
      return onOff();
    case 'sticky':
      return onOff(({ targetingKey }) => (share(`${name}:${targetingKey}`) < 0.25 ? 'on' : 'off'));
    case 'conditions':
      return onOff((context) => (meetsConditions(context) ? 'on' : 'off'));
    case 'targeted':
      return onOff((context) => (meetsConditions(context) && names.has(context.targetingKey) ? 'on' : 'off'));
    default:
      return {
        disabled: false,
        variants: { control: 'control', compact: 'compact', rich: 'rich' },
        defaultVariant: 'control',
        contextEvaluator({ targetingKey }) {
          const at = share(`${name}:${targetingKey}`);
          return at < 0.5 ? 'control' : at < 0.75 ? 'compact' : 'rich';
        },
      };
  }
}
