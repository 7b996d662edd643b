import {
  type Condition,
  FeatureFlags,
  type FlagDefinition,
  type JsonValue,
  MemoryBackend,
} from '@halyard/core';
import { readDocument } from '@halyard/formats';
import { read } from '@halyard/formats/flagd';
import { expect } from 'chai';
import { flagdAnswers, ODD_CONTEXTS, ourAnswers } from './flagd-answers.js';

const FLAGD = {
  $evaluators: {
    isStaff: { ends_with: [{ var: 'email' }, '@example.com'] },
  },
  metadata: { team: 'shop' },
  flags: {
    plain: { state: 'ENABLED', variants: { on: true, off: false }, defaultVariant: 'on' },
    staff: {
      state: 'ENABLED',
      variants: { on: true, off: false },
      defaultVariant: 'off',
      targeting: { if: [{ $ref: 'isStaff' }, 'on'] },
      metadata: { owner: 'ops' },
    },
    chain: {
      state: 'ENABLED',
      variants: { a: 'A', b: 'B', c: { deep: [1] } },
      defaultVariant: 'a',
      targeting: {
        if: [
          { and: [{ '==': [{ var: 'plan' }, 'pro'] }, { '>=': [{ var: 'age' }, 18] }] },
          { if: [{ '!!': [{ var: 'beta' }] }, 'c'] },
          { or: [{ in: [{ var: 'companyId' }, ['c-8', 'c-9']] }, { '<': [10, { var: 'age' }, 20] }] },
          'b',
          'c',
        ],
      },
    },
    shared: {
      state: 'ENABLED',
      variants: { blue: 1, green: 2, red: 3 },
      defaultVariant: 'red',
      targeting: {
        fractional: [
          ['blue', 30],
          ['green', 30],
          ['red', 40],
        ],
      },
    },
    unordered: {
      state: 'ENABLED',
      variants: { blue: 1, green: 2, red: 3 },
      defaultVariant: 'blue',
      targeting: {
        fractional: [
          ['red', 1],
          ['blue', 1],
          ['green', 1],
        ],
      },
    },
    weightless: {
      state: 'ENABLED',
      variants: { blue: 1, green: 2, red: 3 },
      defaultVariant: 'blue',
      targeting: {
        fractional: [
          ['blue', 0],
          ['green', 0],
          ['red', 7],
        ],
      },
    },
    twice: {
      state: 'ENABLED',
      variants: { blue: 1, green: 2, red: 3 },
      defaultVariant: 'red',
      targeting: {
        fractional: [
          ['blue', 3],
          ['green', 0],
          ['red', 3],
          ['blue', 1],
        ],
      },
    },
    draws: {
      state: 'ENABLED',
      variants: { on: true, off: false },
      defaultVariant: 'off',
      targeting: {
        if: [
          {
            or: [
              {
                '==': [
                  {
                    fractional: [
                      ['first', 30],
                      ['second', 20],
                      ['third', 50],
                    ],
                  },
                  'second',
                ],
              },
              {
                and: [
                  { '!=': [{ var: 'companyId' }, null] },
                  { '!=': [{ fractional: [{ cat: ['x', { var: 'companyId' }] }, ['a', 5], ['b', 5]] }, 'a'] },
                ],
              },
            ],
          },
          'on',
        ],
      },
    },
    nested: {
      state: 'ENABLED',
      variants: { a: 'A', b: 'B', c: 'C' },
      defaultVariant: 'c',
      targeting: {
        if: [
          {
            and: [
              {
                '==': [
                  { fractional: [{ cat: ['t:rollout', { var: 'targetingKey' }] }, ['in', 60], ['out', 40]] },
                  'in',
                ],
              },
              {
                '==': [
                  { fractional: [{ cat: ['u:rollout', { var: 'targetingKey' }] }, ['in', 80], ['out', 20]] },
                  'in',
                ],
              },
            ],
          },
          {
            fractional: [
              ['a', 1],
              ['b', 1],
            ],
          },
        ],
      },
    },
    truthy: {
      state: 'ENABLED',
      variants: { on: true, off: false },
      defaultVariant: 'off',
      targeting: { if: [{ '!': [{ or: [{ '!!': [{ var: 'beta' }] }, { var: 'roles' }] }] }, 'on'] },
    },
    byCompany: {
      state: 'ENABLED',
      variants: { on: true, off: false },
      defaultVariant: 'off',
      targeting: {
        if: [
          { '!=': [{ var: 'companyId' }, null] },
          { fractional: [{ cat: ['salt', { var: 'companyId' }] }, ['off', 50], ['on', 50]] },
        ],
      },
    },
    versions: {
      state: 'ENABLED',
      variants: { true: 'yes', false: 'no' },
      defaultVariant: 'false',
      targeting: { sem_ver: [{ var: 'version' }, '^', '2.0.0'] },
    },
    listed: {
      state: 'ENABLED',
      variants: { on: true, off: false },
      defaultVariant: 'off',
      targeting: {
        if: [
          { in: ['admin', { var: 'roles' }] },
          'on',
          { '!': [{ '===': [{ var: 'plan' }, 'pro'] }] },
          'off',
          'on',
        ],
      },
    },
  },
};

describe('flags of flagd', () => {
  const { flags, problems } = read(FLAGD);
  const translated = Object.fromEntries(flags) as Record<string, FlagDefinition>;

  for (const name of Object.keys(FLAGD.flags)) {
    it(`serve everyone what flagd does: ${name}`, async () => {
      const expected = flagdAnswers(FLAGD, name);
      expect(await ourAnswers(translated, name)).to.deep.equal(expected);
      if (name !== 'plain')
        expect(new Set(expected.map((value) => JSON.stringify(value))).size).to.be.greaterThan(1);
    });
  }

  it('treat the same values as true as JsonLogic, including text such as "off"', async () => {
    const expected = flagdAnswers(FLAGD, 'truthy', ODD_CONTEXTS);
    expect(await ourAnswers(translated, 'truthy', ODD_CONTEXTS)).to.deep.equal(expected);
    expect(expected).to.deep.equal([true, false, false, false]);
  });

  it('keep their seeds: a split by name has that of the flag, any other order names it in ranges', () => {
    expect(translated['shared']!.rules).to.deep.equal([{ split: { blue: 30, green: 30, red: 40 } }]);
    expect(translated['twice']!.rules).to.deep.equal([
      { when: { $rollout: { range: [0, (3 * 100) / 7], seed: 'twice' } }, serve: 'blue' },
      { when: { $rollout: { range: [(3 * 100) / 7, (6 * 100) / 7], seed: 'twice' } }, serve: 'red' },
      { when: { $rollout: { range: [(6 * 100) / 7, 100], seed: 'twice' } }, serve: 'blue' },
    ]);
    // A missing key is hashed too, as the text "null": those contexts are in the second share only.
    const shares = (translated['nested']!.rules![0]!.when as { $and: Condition[] }).$and;
    expect(shares.map((each) => (each['$or'] as readonly Condition[])[0])).to.deep.equal([
      { $rollout: { range: [0, 60], seed: 't:rollout' } },
      { $rollout: { range: [0, 80], seed: 'u:rollout' } },
    ]);
  });

  it('keep what is known about them', () => {
    expect(translated['staff']!.metadata).to.deep.equal({ team: 'shop', owner: 'ops' });
    expect(translated['plain']).to.deep.equal({
      variants: { on: true, off: false },
      default: 'on',
      metadata: { team: 'shop' },
    });
  });

  it("that can't be translated are named, with the place, and the others are not", () => {
    expect(problems).to.deep.equal([]);
    const flag = (targeting: JsonValue): { readonly [key: string]: JsonValue } => ({
      state: 'ENABLED',
      variants: { on: true, off: false },
      defaultVariant: 'off',
      targeting,
    });
    const wrong = read({
      flags: {
        sum: flag({ if: [{ '>': [{ '+': [1, 2] }, 2] }, 'on'] }),
        keyless: flag({ fractional: [{ cat: ['a', { var: 'b' }, 'c'] }, ['on', 1], ['off', 1]] }),
        unknown: flag({ if: [{ regex: [{ var: 'a' }, '.*'] }, 'on'] }),
        computed: flag({ var: 'variant' }),
        lost: flag({ if: [{ $ref: 'missing' }, 'on'] }),
        stateless: { variants: { on: true }, defaultVariant: 'on' },
        noDefault: { state: 'ENABLED', variants: { on: true }, defaultVariant: 'off' },
        attributes: flag({
          fractional: [{ cat: [{ var: 'a' }, '\u001F', { var: 'b' }] }, ['on', 1], ['off', 1]],
        }),
        prototype: flag({ if: [{ var: 'roles.length' }, 'on'] }),
        right: flag({ if: [{ '==': ['on', { fractional: [['on', 1]] }] }, 'on', null] }),
        timed: flag({
          fractional: [
            ['on', { var: '$flagd.timestamp' }],
            ['off', 1],
          ],
        }),
        varied: flag({
          fractional: Array.from({ length: 13 }, () => ['on', { if: [{ var: 'a' }, 1, 2] }]),
        }),
        off: { ...flag(null), state: 'DISABLED' },
      },
    });
    expect(Object.fromEntries(wrong.problems.map(({ name, problem }) => [name, problem]))).to.deep.equal({
      sum: 'targeting.if[0].>: must compare an attribute of the context, such as {"var": "plan"}, with a literal',
      keyless:
        'targeting.fractional: must have the key {"cat": [{"var": "$flagd.flagKey"}, {"var": …}]}, with the flag key or a text first',
      unknown: 'targeting.if[0]: the operator "regex" is not supported',
      computed: 'targeting: must give a variant, an if or a fractional, received {"var":"variant"}',
      lost: 'targeting: $evaluators has no "missing"',
      stateless: 'state: must be ENABLED or DISABLED',
      noDefault: 'defaultVariant: must name a variant',
      attributes: 'targeting.fractional: must test first that these are there: a, b',
      prototype:
        'targeting.if[0].var: must compare an attribute of the context, such as {"var": "plan"}, with a literal',
      right: 'targeting.if[0].==: must have the fractional on the left and the bucket on the right',
      timed: 'targeting.fractional[0]: must have a number as weight, not an expression',
      varied: 'targeting.fractional: has too many weights that depend on a condition',
    });
    expect(wrong.flags.get('off')).to.include({ enabled: false });
  });

  it('without a default variant leave the value to the caller', async () => {
    const variants = { on: true, none: 'taken' };
    const targeting = { if: [{ '==': [{ var: 'plan' }, 'pro'] }, 'on', null] };
    const { flags: found } = read({ flags: { a: { state: 'ENABLED', variants, targeting } } });
    const open = await FeatureFlags.open(new MemoryBackend(found), { logger: false });
    expect(open.getDetails('a', 'code', {})).to.include({ value: 'code', errorCode: 'TYPE_MISMATCH' });
    expect(open.getValue('a', false, { plan: 'pro' })).to.equal(true);
    expect(open.isEnabled('a')).to.equal(false);
    await open.close();
  });

  it('that are disabled leave the value to the caller, and serve it again once they are enabled', async () => {
    const variants = { greeting: 'hi', parting: 'bye' };
    const { flags: found } = read({
      flags: { a: { state: 'DISABLED', variants, defaultVariant: 'parting' } },
    });
    const definition = found.get('a') as FlagDefinition;
    const open = await FeatureFlags.open(new MemoryBackend({ a: definition }), { logger: false });
    expect(open.getValue('a', 'code')).to.equal('code');
    expect(open.isEnabled('a')).to.equal(false);
    await open.set('a', { ...definition, enabled: true });
    expect(open.getValue('a', 'code')).to.equal('bye');
    await open.close();
  });

  it('may be written in YAML', () => {
    const yaml = 'flags:\n  a:\n    state: ENABLED\n    variants: {on: true}\n    defaultVariant: on\n';
    expect(read(readDocument(yaml, 'yaml')).flags.get('a')).to.deep.equal({
      variants: { on: true },
      default: 'on',
    });
  });

  it('have buckets of expressions, of booleans, and of a nested attribute', async () => {
    const flag = {
      state: 'ENABLED',
      variants: { true: 'yes', false: 'no', b: 'B' },
      defaultVariant: 'b',
      targeting: {
        fractional: [
          { cat: [{ var: '$flagd.flagKey' }, { var: 'account.id' }] },
          [true, 30],
          [{ if: [{ '==': [{ var: 'plan' }, 'pro'] }, 'b', false] }, 70],
        ],
      },
    };
    const document = { flags: { flag } };
    const contexts = Array.from({ length: 40 }, (_, i) => ({
      account: { id: i % 2 === 0 ? `a-${i}` : i },
      plan: i % 3 === 0 ? 'pro' : 'free',
    }));
    const { flags: found } = read(document);
    const expected = flagdAnswers(document, 'flag', contexts);
    expect(await ourAnswers(Object.fromEntries(found), 'flag', contexts)).to.deep.equal(expected);
    expect(new Set(expected)).to.have.keys('yes', 'no', 'B');
  });

  it('whose evaluators go in circles, or grow without end, are refused', () => {
    const double = (name: string): JsonValue => ({ and: [{ $ref: name }, { $ref: name }] });
    const names = Array.from({ length: 30 }, (_, i) => `e${i}`);
    const flag = (ref: string): JsonValue => ({
      state: 'ENABLED',
      variants: { on: true },
      defaultVariant: 'on',
      targeting: { if: [{ $ref: ref }, 'on'] },
    });
    const { problems: found } = read({
      $evaluators: {
        ...Object.fromEntries(names.map((name, i) => [name, double(`e${i + 1}`)])),
        e30: true,
        self: { '!': [{ $ref: 'self' }] },
      },
      flags: { grows: flag('e0'), circles: flag('self') },
    });
    expect(found.map(({ problem }) => problem)).to.deep.equal(
      Array.from({ length: 2 }, () => 'targeting: is too large after $evaluators are inserted'),
    );
  });
});
