import { expect } from 'chai';
import type { Flag, Rule } from '@halyard/core';
import { ALONE, flagOf } from '../../support/flag-scope.js';
import { seededRandom } from '../../support/seeded-random.js';

/** How many keys the distributions are measured with. */
const KEYS = Number(process.env['KEYS'] ?? 1_000_000);

/** Above this, two properties are dependent with a certainty of 99.9 percent (chi-squared, one degree of freedom). */
const CRITICAL = 10.83;

const ramp = { from: 0, to: 100, start: '2026-12-01T00:00:00Z', end: '2026-12-02T00:00:00Z' };
const START = Date.parse(ramp.start);

function answersOf(name: string, ...rules: readonly Rule[]): (key: string | number) => unknown {
  const flag: Flag = flagOf(name, { rules });
  return (targetingKey) => flag.decide({ targetingKey }, ALONE, 0).value;
}

const isIn = (name: string, rule: Rule): ((key: string) => boolean) => {
  const answer = answersOf(name, rule);
  return (key) => answer(key) === true;
};

/** How many keys get each answer. */
function countsOf(answer: (key: number) => unknown): ReadonlyMap<unknown, number> {
  const counts = new Map<unknown, number>();
  for (let i = 0; i < KEYS; i++) {
    const each = answer(i);
    counts.set(each, (counts.get(each) ?? 0) + 1);
  }
  return counts;
}

/** The chi-squared statistic of a 2 × 2 table. The keys are fixed, so that the outcome is, too. */
function chiSquared(keys: number, first: (key: string) => boolean, second: (key: string) => boolean): number {
  const table: [number, number, number, number] = [0, 0, 0, 0];
  for (let i = 0; i < keys; i++) {
    const key = `user-${i}`;
    table[(first(key) ? 2 : 0) + (second(key) ? 1 : 0)]!++;
  }
  const [neither, onlySecond, onlyFirst, both] = table;
  return (
    (keys * (both * neither - onlyFirst * onlySecond) ** 2) /
    ((both + onlyFirst) * (both + onlySecond) * (neither + onlyFirst) * (neither + onlySecond))
  );
}

describe(`Over ${KEYS.toLocaleString('en')} keys`, function () {
  this.timeout(60_000);

  it('a rollout is within 0.2 percentage points of each share', () => {
    for (const share of [0.5, 1, 5, 10, 25, 33.3, 50, 75, 90, 99.5]) {
      const included = isIn('new_checkout', { rollout: share });
      let count = 0;
      for (let i = 0; i < KEYS; i++) if (included(`user-${i}`)) count++;
      expect((count / KEYS) * 100, `${share} %`).to.be.closeTo(share, 0.2);
    }
  });

  it('a split is within 0.2 percentage points of each weight', () => {
    const weights = { control: 50, compact: 25, rich: 24, other: 1 };
    const variant = answersOf('layout', { split: weights });
    const counts = countsOf(variant);
    for (const [name, weight] of Object.entries(weights)) {
      expect((counts.get(name)! / KEYS) * 100, name).to.be.closeTo(weight, 0.2);
    }
  });

  it('the split of a rule with a rollout is within 0.2 percentage points, too', () => {
    const variant = answersOf('layout', { rollout: 50, split: { a: 3, b: 1 } });
    const counts = countsOf(variant);
    expect((counts.get(false)! / KEYS) * 100).to.be.closeTo(50, 0.2);
    expect((counts.get('a')! / KEYS) * 100).to.be.closeTo(37.5, 0.2);
    expect((counts.get('b')! / KEYS) * 100).to.be.closeTo(12.5, 0.2);
  });

  it('rollout and split of one flag are independent', () => {
    const rule = { rollout: 30, split: { a: 1, b: 1 } };
    const served = answersOf('layout', rule, { split: { c: 1, d: 1 } });
    // The rule serves a and b to its share, the next one c and d to the others, each by the same split.
    const isIncluded = (key: string): boolean => ['a', 'b'].includes(served(key) as string);
    const isFirstHalf = (key: string): boolean => ['a', 'c'].includes(served(key) as string);
    expect(chiSquared(KEYS, isIncluded, isFirstHalf)).to.be.below(CRITICAL);
  });

  it('rollout and $rollout of one flag are independent', () => {
    const rollout = isIn('layout', { rollout: 30 });
    const condition = isIn('layout', { when: { $rollout: 30 } });
    expect(chiSquared(KEYS, rollout, condition)).to.be.below(CRITICAL);
  });

  it('no user changes variant while a rollout rises, and at 100 percent', () => {
    const split = { a: 2, b: 1 };
    const shares = [10, 50, 99.9, 100].map((rollout) => answersOf('layout', { rollout, split }));
    const changed: string[] = [];
    for (let i = 0; i < KEYS; i++) {
      const answers = shares.map((share) => share(i));
      const final = answers.at(-1);
      const first = answers.findIndex((answer) => answer !== false);
      if (answers.slice(first).some((answer) => answer !== final)) changed.push(`${i}: ${answers.join()}`);
    }
    expect(changed).to.deep.equal([]);
  });
});

describe('Two flags', () => {
  it('let users in independently of one another', () => {
    for (const [a, b, rollout] of [
      ['new_checkout', 'new_search', 30],
      ['flag-1', 'flag-2', 50],
    ] as const) {
      expect(chiSquared(100_000, isIn(a, { rollout }), isIn(b, { rollout }))).to.be.below(CRITICAL);
    }
  });

  it('let the same users in with one seed', () => {
    const [a, b] = ['new_checkout', 'new_search'].map((name) =>
      isIn(name, { rollout: 30, seed: 'together' }),
    );
    const keys = Array.from({ length: 10_000 }, (_, i) => `user-${i}`);
    expect(keys.filter((key) => a!(key))).to.deep.equal(keys.filter((key) => b!(key)));
  });
});

describe('Raising a share', () => {
  it('only adds users', () => {
    const random = seededRandom(7);
    const shares = Array.from({ length: 20 }, () => random() * 100).sort((a, b) => a - b);
    const flags = shares.map((rollout) => isIn('new_checkout', { rollout }));
    for (let i = 0; i < 3_000; i++) {
      const answers = flags.map((included) => included(`user-${i}`));
      expect(answers.join(), `user-${i}`).to.match(/^(false,?)*(true,?)*$/);
    }
  });

  it('only adds users under each other hash', () => {
    for (const hash of ['launchdarkly', 'growthbook-1', 'growthbook-2', 'flipper-ruby'] as const) {
      const flags = [0.1, 5, 33.3, 50, 99.99].map((rollout) =>
        isIn('new_checkout', { rollout, hash, seed: 'shared' }),
      );
      for (let i = 0; i < 1_000; i++) {
        const answers = flags.map((included) => included(`user-${i}`));
        expect(answers.join(), `${hash}, user-${i}`).to.match(/^(false,?)*(true,?)*$/);
      }
    }
  });

  it('keeps each user who is in, while a ramp rises', () => {
    const flag = flagOf('new_checkout', { rules: [{ rollout: ramp }] });
    for (let i = 0; i < 500; i++) {
      const context = { targetingKey: `user-${i}` };
      const answers = Array.from(
        { length: 49 },
        (_, h) => flag.decide(context, ALONE, START + h * 1_800_000).on,
      );
      expect(answers.join(), `user-${i}`).to.match(/^(false,?)+(true,?)+$/);
    }
  });
});
