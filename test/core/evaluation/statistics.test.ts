import { expect } from 'chai';
import { ALONE, flagOf } from '../../support/flag-scope.js';
import { seededRandom } from '../../support/seeded-random.js';
import { Bucketing } from '../../../packages/core/src/evaluation/bucketing/bucketing.js';
import { threshold } from '../../../packages/core/src/evaluation/bucketing/share.js';

const MILLION = 1_000_000;

function isOn(name: string, rollout: unknown): (key: string) => boolean {
  const flag = flagOf(name, { rules: [{ rollout }] });
  return (targetingKey) => flag.decide({ targetingKey }, ALONE, 0).on;
}

describe('Over 1,000,000 keys', () => {
  it('a rollout is within 0.2 percentage points of each share', () => {
    const shares = [0.5, 1, 5, 10, 25, 33.3, 50, 75, 90, 99.5];
    const counts = shares.map(() => 0);
    const bucketing = new Bucketing('new_checkout', 0);
    for (let i = 0; i < MILLION; i++) {
      const hash = bucketing.hash(`user-${i}`) >>> 0;
      for (const [s, share] of shares.entries()) if (hash < threshold(share)) counts[s]!++;
    }
    for (const [s, share] of shares.entries()) {
      expect((counts[s]! / MILLION) * 100, `${share} %`).to.be.closeTo(share, 0.2);
    }
  });

  it('a split is within 0.2 percentage points of each weight', () => {
    const flag = flagOf('layout', { rules: [{ split: { control: 50, compact: 25, rich: 24, other: 1 } }] });
    const counts = new Map<unknown, number>();
    for (let i = 0; i < MILLION; i++) {
      const { value } = flag.decide({ targetingKey: i }, ALONE, 0);
      counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    for (const [value, weight] of [
      ['control', 50],
      ['compact', 25],
      ['rich', 24],
      ['other', 1],
    ] as const) {
      expect((counts.get(value)! / MILLION) * 100, value).to.be.closeTo(weight, 0.2);
    }
  });
});

describe('Two flags', () => {
  // The chi-squared statistic of a 2 × 2 table; above 10.83 once in 1,000 by chance, and the keys are fixed.
  const chiSquared = (a: (key: string) => boolean, b: (key: string) => boolean, keys: number): number => {
    const table = [0, 0, 0, 0];
    for (let i = 0; i < keys; i++) table[(a(`user-${i}`) ? 2 : 0) + (b(`user-${i}`) ? 1 : 0)]!++;
    const [neither, second, first, both] = table as [number, number, number, number];
    return (
      (keys * (both * neither - first * second) ** 2) /
      ((both + first) * (both + second) * (neither + first) * (neither + second))
    );
  };

  it('let users in independently of one another', () => {
    expect(chiSquared(isOn('new_checkout', 30), isOn('new_search', 30), 100_000)).to.be.below(10.83);
    expect(chiSquared(isOn('flag-1', 50), isOn('flag-2', 50), 100_000)).to.be.below(10.83);
  });

  it('let the same users in with one seed', () => {
    const [a, b] = ['new_checkout', 'new_search'].map((name) =>
      isOn(name, { percent: 30, seed: 'together' }),
    );
    const keys = Array.from({ length: 10_000 }, (_, i) => `user-${i}`);
    expect(keys.filter((key) => a!(key))).to.deep.equal(keys.filter((key) => b!(key)));
  });
});

describe('Raising a share', () => {
  it('only ever adds users', () => {
    const random = seededRandom(7);
    const shares = Array.from({ length: 20 }, () => random() * 100).sort((a, b) => a - b);
    const flags = shares.map((share) => isOn('new_checkout', share));
    for (let i = 0; i < 3_000; i++) {
      const answers = flags.map((isIn) => isIn(`user-${i}`));
      expect(answers.join(), `user-${i}`).to.match(/^(false,?)*(true,?)*$/);
    }
  });

  it('keeps everybody in while a ramp rises', () => {
    const ramp = { from: 0, to: 100, start: '2026-12-01T00:00:00Z', end: '2026-12-02T00:00:00Z' };
    const flag = flagOf('new_checkout', { rules: [{ rollout: ramp }] });
    const start = Date.parse(ramp.start);
    for (let i = 0; i < 500; i++) {
      const context = { targetingKey: `user-${i}` };
      const answers = Array.from(
        { length: 49 },
        (_, h) => flag.decide(context, ALONE, start + h * 1_800_000).on,
      );
      expect(answers.join(), `user-${i}`).to.match(/^(false,?)+(true,?)+$/);
    }
  });
});
