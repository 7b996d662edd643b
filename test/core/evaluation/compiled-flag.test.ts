import { createHash } from 'node:crypto';
import { expect } from 'chai';
import { chance } from '../../../packages/core/src/evaluation/bucketing/chance.js';
import { compileFlag } from '../../../packages/core/src/evaluation/compile.js';
import { ALONE, flagOf } from '../../support/flag-scope.js';

const facts = (stored: unknown): object => {
  const { readsContext, readsClock, constant } = flagOf('flag', stored);
  return { readsContext, readsClock, constant: constant !== undefined };
};
const ramp = { from: 0, to: 50, start: '2026-12-01T00:00:00Z', end: '2026-12-02T00:00:00Z' };

describe('A compiled flag', () => {
  it('keeps its name, its text and its definition', () => {
    const definition = Object.freeze({ rules: [{ rollout: 25 }] });
    const flag = compileFlag('new_checkout', { text: '25%', createdAt: 1 }, definition);
    expect(flag.name).to.equal('new_checkout');
    expect(flag.text).to.equal('25%');
    expect(flag).to.include({ createdAt: 1 }).and.not.have.property('updatedAt');
    expect(flag.definition).to.equal(definition);
  });

  it("has the start of its text's SHA-1 as version", () => {
    const sha1 = createHash('sha1').update('users:Zoë').digest('hex');
    const flag = flagOf('flag', 'users:Zoë');
    expect(flag.version).to.equal(sha1.slice(0, 16));
    expect(flag.version).to.equal(sha1.slice(0, 16));
  });

  it('has another version for any other text, even of the same meaning', () => {
    expect(flagOf('flag', '{}').version).not.to.equal(flagOf('flag', '{ }').version);
  });

  const neither = { readsContext: false, readsClock: false, constant: true };
  const context = { readsContext: true, readsClock: false, constant: false };
  const clock = { readsContext: false, readsClock: true, constant: false };
  const cases: readonly (readonly [title: string, stored: unknown, facts: object])[] = [
    ['that is on is a constant', 'on', neither],
    ['that is off is a constant', 'off', neither],
    [
      'that is disabled is a constant, whatever its rules',
      { enabled: false, requires: ['a'], rules: [{ users: ['a'] }] },
      neither,
    ],
    ['with a rule for everyone first is a constant', { rules: [{}, { users: ['a'] }] }, neither],
    [
      'whose rules never match is a constant',
      { rules: [{ rollout: 0 }, { users: [] }, { rollout: { percent: 0 }, by: 'x' }] },
      neither,
    ],
    ['with a condition of nothing is a constant', { rules: [{ when: { $and: [{}], $not: {} } }] }, neither],
    ['with a split of one is a constant', { rules: [{ split: { a: 1, b: 0 } }] }, neither],
    ['with a condition reads the context', { rules: [{ when: { plan: 'pro' } }] }, context],
    ['with users reads the context', 'users:alice', context],
    ['with a share reads the context', '25%', context],
    ['with a split reads the context', { rules: [{ split: { a: 1, b: 1 } }] }, context],
    [
      'with conditions in $elemMatch reads the context',
      { rules: [{ when: { a: { $elemMatch: { b: 1 } } } }] },
      context,
    ],
    ['with a schedule reads the clock', { rules: [{ schedule: { days: ['mon'] } }] }, clock],
    [
      'with a ramp reads both',
      { rules: [{ rollout: ramp }] },
      { readsContext: true, readsClock: true, constant: false },
    ],
    ['with a ramp that is not sticky reads the clock', { rules: [{ rollout: ramp, sticky: false }] }, clock],
    [
      'with a draw at every evaluation is no constant',
      { rules: [{ rollout: 50, sticky: false }] },
      { readsContext: false, readsClock: false, constant: false },
    ],
    [
      'with a schedule in a condition reads the clock',
      { rules: [{ when: { $schedule: { days: ['mon'] } } }] },
      clock,
    ],
    ['with a share in a condition reads the context', { rules: [{ when: { $rollout: 25 } }] }, context],
    ['with a rule that requires something may need the clock', { rules: [{ requires: ['a'] }] }, clock],
    ['with a requirement may need the clock', { requires: ['a'] }, clock],
    ['with a segment may need the clock', { rules: [{ when: { $segment: 'a' } }] }, clock],
  ];
  for (const [title, stored, expected] of cases) {
    it(title, () => {
      expect(facts(stored)).to.deep.equal(expected);
    });
  }

  it('lists the flags and segments that it refers to, each once, by their stored names', () => {
    const flag = flagOf('flag', {
      requires: ['billing', { flag: 'layout', variant: 'on' }, 'billing'],
      rules: [
        { when: { $segment: 'staff', $not: { $or: [{ $segment: 'beta' }, { $segment: 'staff' }] } } },
        { requires: [{ flag: 'search', enabled: false }], when: { $nor: [{ $segment: 'large' }] } },
      ],
    });
    expect(flag.references).to.deep.equal([
      'billing',
      'layout',
      'search',
      '$segment.staff',
      '$segment.beta',
      '$segment.large',
    ]);
  });

  it('does not refer to what stands in rules that are never asked', () => {
    const flag = flagOf('flag', {
      rules: [{ rollout: 0, when: { $segment: 'a' } }, {}, { when: { $segment: 'b' } }],
    });
    expect(flag.references).to.deep.equal([]);
  });

  it('gives the same frozen object for the same answer', () => {
    const flag = flagOf('flag', { rules: [{ name: 'one', when: { a: 1 } }, { split: { x: 1, y: 1 } }] });
    for (const user of [{ a: 1 }, { targetingKey: 'alice' }, { targetingKey: 'bob' }, {}]) {
      const answer = flag.decide(user, ALONE, 0);
      expect(flag.decide({ ...user }, ALONE, 0)).to.equal(answer);
      expect(Object.isFrozen(answer)).to.equal(true);
      expect(answer.rule === undefined || Object.isFrozen(answer.rule)).to.equal(true);
    }
  });

  it('has only the properties that say something', () => {
    const answer = (stored: unknown) => flagOf('flag', stored).constant!;
    expect(answer('off')).to.have.all.keys('value', 'on', 'variant', 'reason');
    expect(answer({ default: 5, rules: [] })).to.have.all.keys('value', 'on', 'reason');
    expect(answer({ rules: [{}] }).rule).to.have.all.keys('index');
  });

  it('decides as its constant says', () => {
    for (const stored of [
      'on',
      'off',
      { enabled: false },
      { rules: [] },
      { default: 5, rules: [{ serve: null }] },
    ]) {
      const flag = flagOf('flag', stored);
      expect(flag.decide({}, ALONE, 0)).to.equal(flag.constant);
    }
  });
});

describe('A segment', () => {
  it('is a flag that is on where its condition holds', () => {
    const staff = flagOf('$segment.staff', { email: { $endsWith: '@shop.example' } });
    expect(staff.decide({ email: 'ana@shop.example' }, ALONE, 0).on).to.equal(true);
    expect(staff.decide({ email: 'ana@else.example' }, ALONE, 0).on).to.equal(false);
    expect(staff.readsContext).to.equal(true);
  });

  it('may refer to other segments', () => {
    expect(flagOf('$segment.all', { $segment: 'staff' }).references).to.deep.equal(['$segment.staff']);
  });

  it('that is empty is a constant', () => {
    expect(flagOf('$segment.all', {}).constant?.on).to.equal(true);
  });
});

describe('A rollout that is not sticky', () => {
  const { draw } = chance;
  afterEach(() => (chance.draw = draw));

  it('draws anew at every evaluation', () => {
    const flag = flagOf('flag', { rules: [{ rollout: 10, sticky: false }] });
    const draws = [0.05, 0.099_999, 0.100_001, 0.9];
    chance.draw = () => draws.shift()!;
    const answers = [1, 2, 3, 4].map(() => flag.decide({}, ALONE, 0));
    expect(answers.map(({ on }) => on)).to.deep.equal([true, true, false, false]);
    expect(answers.map(({ reason }) => reason)).to.deep.equal(['SPLIT', 'SPLIT', 'DEFAULT', 'DEFAULT']);
  });

  it('draws again for the split', () => {
    const flag = flagOf('flag', {
      rules: [{ rollout: 10, split: { a: 1, b: 1 }, sticky: false }],
    });
    const draws = [0.05, 0.4, 0.05, 0.6];
    chance.draw = () => draws.shift()!;
    expect([1, 2].map(() => flag.decide({}, ALONE, 0).variant)).to.deep.equal(['a', 'b']);
  });

  it('gives everyone their share', () => {
    const flag = flagOf('flag', { rules: [{ rollout: 30, sticky: false }] });
    const on = Array.from({ length: 20_000 }, () => flag.decide({}, ALONE, 0).on).filter(Boolean).length;
    // Five standard deviations.
    expect(on).to.be.closeTo(6000, 325);
  });
});

describe('A clock that gives no number', () => {
  for (const rule of [
    { schedule: { between: ['00:00', '24:00'] } },
    { schedule: { from: ramp.start } },
    { rollout: ramp },
  ]) {
    it(`lets no one in by ${JSON.stringify(rule)}`, () => {
      expect(flagOf('flag', { rules: [rule] }).decide({ targetingKey: 'alice' }, ALONE, NaN).on).to.equal(
        false,
      );
    });
  }

  it('decides nothing where the share is fixed', () => {
    const isOn = (share: string) => flagOf('flag', share).decide({ targetingKey: 'alice' }, ALONE, NaN).on;
    expect([isOn('66%'), isOn('67%')]).to.deep.equal([false, true]);
  });

  it('is outside all hours when it is beyond all dates', () => {
    const flag = flagOf('flag', { rules: [{ schedule: { between: ['00:00', '24:00'] } }] });
    expect([8.64e15, -8.64e15, Infinity].map((now) => flag.decide({}, ALONE, now).on)).to.deep.equal([
      false,
      false,
      false,
    ]);
  });
});
