import { FlagdCore } from '@openfeature/flagd-core';

const logger = { error() {}, warn() {}, info() {}, debug() {} };

/** The in-process evaluation of flagd. */
export const contender = {
  title: 'flagd-core',
  package: '@openfeature/flagd-core',
  evaluates: 'all of it, from JSON Logic; every answer has its details',
  leavesOut: 'a read without details',
  definitions: ({ flags, allowed }) => ({
    flags: Object.fromEntries(flags.map(({ name, kind }) => [name, flag(kind, allowed)])),
  }),
  async open(definitions, { sticky, targeted, split, users }) {
    const core = new FlagdCore(undefined, logger);
    core.setConfigurations(JSON.stringify(definitions));
    const isOn = (name, context) => core.resolveBooleanEvaluation(name, false, context, logger).value;
    return {
      users: users.map(({ id, plan, age }) => ({ targetingKey: id, plan, age })),
      plain: (name) => isOn(name, {}),
      unknown: (name) => unknown(core, name),
      sticky: (context) => isOn(sticky, context),
      targeted: (context) => isOn(targeted, context),
      split: (context) => core.resolveStringEvaluation(split, 'control', context, logger).value,
      details: (context) => core.resolveBooleanEvaluation(sticky, false, context, logger),
    };
  },
};

/** An unknown flag is an answer with an error code, or throws, by version. */
function unknown(core, name) {
  try {
    return core.resolveBooleanEvaluation(name, false, {}, logger).value;
  } catch {
    return false;
  }
}

const conditions = [{ '==': [{ var: 'plan' }, 'pro'] }, { '>=': [{ var: 'age' }, 21] }];
const onOff = (targeting) => ({
  state: 'ENABLED',
  variants: { on: true, off: false },
  defaultVariant: 'on',
  ...(targeting && { targeting }),
});

function flag(kind, allowed) {
  switch (kind) {
    case 'plain':
      return onOff();
    case 'sticky':
      return onOff({
        fractional: [
          ['on', 25],
          ['off', 75],
        ],
      });
    case 'conditions':
      return onOff({ if: [{ and: conditions }, 'on', 'off'] });
    case 'targeted':
      return onOff({
        if: [{ and: [...conditions, { in: [{ var: 'targetingKey' }, allowed] }] }, 'on', 'off'],
      });
    default:
      return {
        state: 'ENABLED',
        variants: { control: 'control', compact: 'compact', rich: 'rich' },
        defaultVariant: 'control',
        targeting: {
          fractional: [
            ['control', 50],
            ['compact', 25],
            ['rich', 25],
          ],
        },
      };
  }
}
