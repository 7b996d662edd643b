import { fromFlagd, toFlagd } from '@halyard/admin';
import { type EvaluationContext, FeatureFlags, type FlagDefinition, MemoryBackend } from '@halyard/core';
import { FlagdCore } from '@openfeature/flagd-core';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { type Seed, withServer } from './admin-server.js';

const PEOPLE = Array.from({ length: 60 }, (_, i) => ({ targetingKey: `user-${i}` }));

const CONTEXTS: readonly EvaluationContext[] = [
  ...PEOPLE,
  {},
  { targetingKey: 'alice', plan: 'pro', email: 'alice@example.com', age: 42, version: '2.3.1' },
  {
    targetingKey: 'bob',
    plan: 'free',
    email: 'bob@other.org',
    age: 12,
    version: '1.9.0',
    roles: ['admin', 'x'],
  },
  { targetingKey: 'carol', plan: 'pro', beta: true, age: 18, companyId: 'c-7', account: { plan: 'team' } },
  { targetingKey: 'dave', beta: false, companyId: 'c-8', version: '2.0.0-beta.1', roles: 'admin' },
  { plan: 'pro', age: 70, companyId: 'c-9' },
];

/** Attributes of other types than a condition asks for, and keys that are none. */
const ODD_CONTEXTS: readonly EvaluationContext[] = [
  { targetingKey: '', companyId: '', plan: '', beta: '', roles: [], email: '' },
  { targetingKey: 'erin', plan: 5, beta: 'false', age: 0, account: { plan: 'pro', id: 'a-1' } },
  { targetingKey: 'frank', plan: ['pro'], beta: 1, companyId: '', account: { id: 7 }, roles: ['pro'] },
  { targetingKey: 'grace', plan: true, beta: 'off', companyId: 'c-1', account: { id: '' } },
];

/** What flagd itself serves. */
function flagdAnswers(document: object, name: string, contexts = CONTEXTS): unknown[] {
  const core = new FlagdCore();
  core.setConfigurations(JSON.stringify(document));
  const logger = { error() {}, warn() {}, info() {}, debug() {} };
  return contexts.map((context) => {
    const evaluations = core.resolveAll(context as never, logger);
    return evaluations.find(({ flagKey }) => flagKey === name)?.value;
  });
}

async function ourAnswers(seed: Seed, name: string, contexts = CONTEXTS): Promise<unknown[]> {
  const flags = await FeatureFlags.open(new MemoryBackend(new Map(Object.entries(seed)) as never), {
    logger: false,
  });
  return contexts.map((context) => flags.evaluate(name, context).value);
}

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
  const { entries, problems } = fromFlagd(FLAGD);
  const translated = Object.fromEntries(entries) as Record<string, FlagDefinition>;

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
    expect(translated['nested']!.rules![0]).to.deep.equal({
      when: {
        $and: [
          { $rollout: { range: [0, 80], seed: 'u:rollout' } },
          { $rollout: { range: [0, 60], seed: 't:rollout' } },
        ],
      },
      split: { a: 1, b: 1 },
    });
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
    const flag = (targeting: unknown): object => ({
      state: 'ENABLED',
      variants: { on: true, off: false },
      defaultVariant: 'off',
      targeting,
    });
    const wrong = fromFlagd({
      flags: {
        sum: flag({ if: [{ '>': [{ '+': [1, 2] }, 2] }, 'on'] }),
        two: flag({ if: [{ '==': [1, 1] }, 'on'] }),
        drawn: flag({
          if: [
            {
              '==': [
                {
                  fractional: [
                    ['in', 1],
                    ['out', 1],
                  ],
                },
                'off',
              ],
            },
            'on',
          ],
        }),
        keyless: flag({ fractional: [{ cat: ['a', { var: 'b' }, 'c'] }, ['on', 1], ['off', 1]] }),
        unknown: flag({ if: [{ regex: [{ var: 'a' }, '.*'] }, 'on'] }),
        stranger: flag({
          fractional: [
            ['blue', 50],
            ['on', 50],
          ],
        }),
        computed: flag({ var: 'variant' }),
        lost: flag({ if: [{ $ref: 'missing' }, 'on'] }),
        stateless: { variants: { on: true }, defaultVariant: 'on' },
        codeDefault: { state: 'ENABLED', variants: { on: true }, defaultVariant: null },
        weights: flag({
          fractional: [
            ['on', 0.5],
            ['off', 0.5],
          ],
        }),
        off: { ...flag(undefined), state: 'DISABLED' },
      },
    });
    expect(Object.fromEntries(wrong.problems.map(({ name, problem }) => [name, problem]))).to.deep.equal({
      sum: 'targeting.if[0].>: must compare an attribute with a number or a text',
      two: 'targeting.if[0].==: must compare an attribute of the context, such as {"var": "plan"}, with a literal',
      drawn: 'targeting.if[0].==: must compare a fractional with one of its buckets',
      keyless:
        'targeting.fractional: must have the key {"cat": [{"var": "$flagd.flagKey"}, {"var": …}]}, with the flag key or a text first',
      unknown: 'targeting.if[0]: the operator "regex" is not supported',
      stranger: 'targeting.fractional: unknown variant "blue"',
      computed: 'targeting: must give a variant, an if or a fractional, received {"var":"variant"}',
      lost: 'targeting: $evaluators has no "missing"',
      stateless: 'state: must be ENABLED or DISABLED',
      codeDefault: 'defaultVariant: must name a variant; defaults in the code are not supported',
      weights: 'targeting.fractional[0]: must be a variant and a whole number as weight, such as ["red", 50]',
    });
    expect(wrong.entries.get('off')).to.include({ enabled: false });
  });

  it('whose evaluators go in circles, or grow without end, are refused', () => {
    const double = (name: string): unknown => ({ and: [{ $ref: name }, { $ref: name }] });
    const names = Array.from({ length: 30 }, (_, i) => `e${i}`);
    const flag = (ref: string): object => ({
      state: 'ENABLED',
      variants: { on: true },
      defaultVariant: 'on',
      targeting: { if: [{ $ref: ref }, 'on'] },
    });
    const { problems: found } = fromFlagd({
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

const OURS = {
  '$segment.staff': { email: { $endsWith: '@example.com' } },
  '$segment.staffInHalf': { $segment: 'staff', $rollout: 50 },
  on: true,
  off: { default: false, rules: [] },
  byDefault: { default: false },
  ten: { default: 10 },
  share: '25%',
  fine: '12.5%',
  users: 'users:alice,bob',
  size: {
    default: 10,
    rules: [
      { when: { plan: 'pro' }, serve: 100 },
      { when: { plan: 'free' }, serve: '10' },
    ],
  },
  text: {
    default: 'none',
    rules: [
      { when: { plan: '5' }, serve: 'five' },
      { when: { plan: 'true' }, serve: 'yes' },
      { when: { beta: 'false' }, serve: 'no' },
      { when: { plan: 'pro' }, serve: 'pro' },
    ],
  },
  seeded: {
    default: 'none',
    rules: [
      { rollout: 30, seed: 'spring', serve: 'thirty' },
      { rollout: 60, by: 'account.id', serve: 'account' },
      { rollout: 50, by: ['companyId', 'plan'], split: { a: 1, b: 2 } },
    ],
  },
  ranges: {
    default: 'none',
    rules: [
      { when: { $segment: 'staffInHalf' }, serve: 'staff' },
      { when: { $rollout: { range: [10, 40] } }, serve: 'first' },
      { when: { $not: { $rollout: { range: [0, 33.333], seed: 'x', by: 'companyId' } } }, serve: 'second' },
    ],
  },
  certain: {
    default: 'none',
    rules: [
      { users: [], serve: 'no one' },
      { rollout: 0, when: { $segment: 'missing' }, serve: 'no one' },
      { when: { plan: 'pro' }, split: { all: 3, none: 0 } },
    ],
  },
  object: { default: { cols: 1 }, rules: [{ when: { age: { $gte: 18, $lt: 50 } }, serve: { cols: 2 } }] },
  mixed: {
    variants: { a: 'A', b: 'B', c: 'C' },
    default: 'a',
    rules: [
      { when: { $segment: 'staff' }, serve: 'c' },
      { when: { beta: { $eq: true }, $nor: [{ age: { $gt: 40 } }] }, rollout: 50, serve: 'b' },
      { rollout: 50, by: 'companyId', seed: 's', split: { a: 1, b: 2, c: 1 } },
      {
        when: {
          $or: [
            { roles: { $in: ['admin'] } },
            { 'account.plan': { $exists: true } },
            { email: { $contains: 'other' } },
          ],
        },
        serve: 'b',
      },
    ],
  },
  shares: {
    variants: { a: 'A', b: 'B', c: 'C' },
    default: 'c',
    rules: [{ by: 'companyId', split: { b: 1, a: 3 } }, { split: { c: 1, b: 1, a: 1 } }],
  },
  past: {
    rules: [
      { schedule: { until: '2020-01-01T00:00:00Z' } },
      { schedule: { from: '2020-01-01T00:00:00Z' }, when: { plan: { $ne: 'pro' } } },
    ],
  },
} as const satisfies Seed;

describe('flags for flagd', () => {
  const exported = async (seed: Seed): Promise<ReturnType<typeof toFlagd>> =>
    toFlagd(await FeatureFlags.open(new MemoryBackend(new Map(Object.entries(seed)) as never)));

  for (const name of Object.keys(OURS).filter((each) => !each.startsWith('$'))) {
    it(`are served by flagd as we serve them: ${name}`, async () => {
      const { document } = await exported(OURS);
      expect(flagdAnswers(document, name)).to.deep.equal(await ourAnswers(OURS, name));
      expect(flagdAnswers(document, name, ODD_CONTEXTS)).to.deep.equal(
        await ourAnswers(OURS, name, ODD_CONTEXTS),
      );
    });

    it(`come back the same: ${name}`, async () => {
      const { document } = await exported(OURS);
      const { entries, problems } = fromFlagd(document);
      expect(problems).to.deep.equal([]);
      const back = Object.fromEntries(entries);
      expect(await ourAnswers(back, name)).to.deep.equal(await ourAnswers(OURS, name));
      expect(await ourAnswers(back, name, ODD_CONTEXTS)).to.deep.equal(
        await ourAnswers(OURS, name, ODD_CONTEXTS),
      );
    });
  }

  it('hash a rollout by its own key, and a split by the name of the flag alone', async () => {
    interface Document {
      readonly flags: Readonly<Record<string, { readonly targeting: object }>>;
    }
    const { document } = await exported({ share: '25%', split: { rules: [{ split: { a: 1, b: 1 } }] } });
    const { share, split } = (document as unknown as Document).flags;
    const key = { var: 'targetingKey' };
    const present = [{ '!=': [key, null] }, { '!==': [key, ''] }];
    const rollout = [{ cat: [{ var: '$flagd.flagKey' }, ':rollout', key] }, ['in', 25], ['after', 75]];
    expect(share!.targeting).to.deep.equal({
      if: [{ and: [...present, { '==': [{ fractional: rollout }, 'in'] }] }, 'on'],
    });
    expect(split!.targeting).to.deep.equal({
      if: [{ and: present }, { fractional: [{ cat: [{ var: '$flagd.flagKey' }, key] }, ['a', 1], ['b', 1]] }],
    });
  });

  it('come back as they were written', async () => {
    const seed = {
      share: '12.5%',
      seeded: { rules: [{ rollout: 30, by: 'company', seed: 's' }] },
      both: { rules: [{ rollout: 50, split: { a: 1, b: 2 } }] },
    };
    const { document } = await exported(seed);
    const { entries } = fromFlagd(document);
    const rules = (name: string): unknown => entries.get(name)!.rules![0];
    expect(rules('share')).to.deep.include({ rollout: 12.5 }).and.not.have.any.keys('by', 'seed');
    expect(rules('seeded')).to.deep.include({ rollout: 30, by: 'company', seed: 's' });
    expect(rules('both')).to.deep.include({ rollout: 50, split: { a: 1, b: 2 } });
  });

  it("that flagd can't express are named, with the place", async () => {
    const { document, problems } = await exported({
      '$segment.regex': { email: { $regex: '.*' } },
      '$segment.a': { $segment: 'regex' },
      '$segment.one': { $segment: 'two' },
      '$segment.two': { $segment: 'one' },
      fine: true,
      uses: { rules: [{ when: { $segment: 'regex' } }] },
      requires: { requires: ['fine'] },
      hours: { rules: [{ schedule: { between: ['09:00', '17:00'] } }] },
      ramp: {
        rules: [
          { rollout: { from: 0, to: 100, start: '2026-01-01T00:00:00Z', end: '2026-02-01T00:00:00Z' } },
        ],
      },
      dice: { rules: [{ rollout: 50, sticky: false }] },
      second: { rules: [{ rollout: 50, by: 'companyId', fallback: 'deviceId' }] },
      moved: { rules: [{ rollout: 50, hash: 'unleash', seed: 'moved' }] },
      ranged: { rules: [{ when: { $rollout: { range: [0, 5], hash: 'growthbook-2', seed: 's' } } }] },
      third: { rules: [{ rollout: 100 / 3 }] },
      bare: { rules: [{ when: { beta: true } }] },
      address: { rules: [{ when: { ip: { $inCidr: ['10.0.0.0/8'] } } }] },
      deep: { rules: [{ when: { $and: [{ a: { $size: 2 } }] } }] },
    });
    expect(Object.keys((document as { flags: object }).flags)).to.deep.equal(['fine']);
    expect(Object.fromEntries(problems.map(({ name, problem }) => [name, problem]))).to.deep.equal({
      '$segment.regex': 'condition.email.$regex: flagd does not support this operator',
      '$segment.a': "$segment.regex: is not there, or can't be expressed",
      '$segment.one': "$segment.two: is not there, or can't be expressed",
      '$segment.two': "$segment.one: is not there, or can't be expressed",
      uses: "$segment.regex: is not there, or can't be expressed",
      requires: 'requires: flagd does not support required flags',
      hours: 'rules[0].schedule: flagd does not support days and hours',
      ramp: 'rules[0].rollout: flagd does not support ramps',
      dice: 'rules[0].sticky: flagd does not support random draws',
      second: 'rules[0].fallback: flagd does not support a fallback key',
      moved: 'rules[0].hash: flagd supports only the hash murmur3',
      ranged: 'rules[0].when.$rollout.hash: flagd supports only the hash murmur3',
      third: 'rules[0]: 33.333333333333336 percent is not a whole weight',
      bare: 'rules[0].when.beta: flagd does not treat text such as "off" and "no" as false; write {"$eq": true}',
      address: 'rules[0].when.ip.$inCidr: flagd does not support this operator',
      deep: 'rules[0].when.$and[0].a.$size: flagd does not support this operator',
    });
  });

  it('go over the wire both ways', () =>
    withServer(async (server) => {
      const { status, json, text } = await server.send('/api/v1/export?format=flagd');
      expect(status).to.equal(200);
      expect(json['$schema']).to.equal('https://flagd.dev/schema/v0/flags.json');
      await withServer(async (other) => {
        const done = await other.send('/api/v1/import?format=flagd', { method: 'POST', body: text });
        expect(done.json).to.include({ written: Object.keys(OURS).length - 2 });
      });
      await server.flags.set('dice', { rules: [{ rollout: 50, sticky: false }] });
      const refused = await server.send('/api/v1/export?format=flagd');
      expect(refused.status).to.equal(422);
      expect(refused.json['problems']).to.have.length(1);
      expect((await server.send('/api/v1/export?format=flagd&skip=true')).status).to.equal(200);
      const wrong = await server.send('/api/v1/import?format=flagd', {
        method: 'POST',
        body: { flags: { x: 1 } },
      });
      expect(wrong.status).to.equal(422);
    }, OURS));
});
