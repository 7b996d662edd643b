import { FeatureFlags, MemoryBackend } from '@halyard/core';

const CONDITIONS = { plan: 'pro', age: { $gte: 21 } };

/** Halyard from the texts that a store holds, one a flag. */
export const contender = {
  title: 'Halyard',
  package: '@halyard/core',
  evaluates: 'all of it',
  definitions: ({ flags, allowed }) => flags.map(({ name, kind }) => [name, text(kind, allowed)]),
  async open(texts, { sticky, targeted, split, users }) {
    const flags = await FeatureFlags.open(new MemoryBackend(new Map(texts)), { logger: false });
    return {
      users: users.map(({ id, plan, age }) => ({ targetingKey: id, plan, age })),
      plain: (name) => flags.isEnabled(name),
      unknown: (name) => flags.isEnabled(name),
      sticky: (context) => flags.isEnabled(sticky, context),
      targeted: (context) => flags.isEnabled(targeted, context),
      split: (context) => flags.getValue(split, 'control', context),
      details: (context) => flags.evaluate(sticky, context),
      view: (context) => flags.at(context).isEnabled(sticky),
      close: () => flags.close(),
    };
  },
};

function text(kind, allowed) {
  switch (kind) {
    case 'plain':
      return 'on';
    case 'sticky':
      return '25%';
    case 'conditions':
      return JSON.stringify({ rules: [{ when: CONDITIONS }] });
    case 'targeted':
      return JSON.stringify({ rules: [{ when: CONDITIONS, users: allowed }] });
    default:
      return JSON.stringify({
        default: 'control',
        rules: [{ split: { control: 50, compact: 25, rich: 25 } }],
      });
  }
}
