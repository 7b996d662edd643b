import { FlagdCore } from '@openfeature/flagd-core';
import { expect } from 'chai';
import { ALONE, flagOf } from '../../support/flag-scope.js';
import { seededRandom } from '../../support/seeded-random.js';

const silent = { debug() {}, info() {}, warn() {}, error() {} };

/** The variant that flagd's `fractional` gives each key, for a flag of this name. */
function flagd(
  name: string,
  weights: Readonly<Record<string, number>>,
  bucketBy?: object,
): (key: string) => string {
  const buckets = Object.entries(weights);
  const core = new FlagdCore(undefined, silent);
  core.setConfigurations(
    JSON.stringify({
      flags: {
        [name]: {
          state: 'ENABLED',
          variants: Object.fromEntries(buckets.map(([variant]) => [variant, variant])),
          defaultVariant: buckets[0]![0],
          targeting: { fractional: bucketBy === undefined ? buckets : [bucketBy, ...buckets] },
        },
      },
    }),
  );
  return (targetingKey) => core.resolveStringEvaluation(name, '', { targetingKey }, silent).value;
}

function ours(name: string, rule: object): (key: string) => unknown {
  const flag = flagOf(name, { rules: [rule] });
  return (targetingKey) => flag.decide({ targetingKey }, ALONE, 0).value;
}

function asciiKey(random: () => number): string {
  const units = Array.from(
    { length: 1 + Math.floor(random() * 40) },
    () => 0x20 + Math.floor(random() * 0x5f),
  );
  return String.fromCharCode(...units);
}

describe("flagd's fractional", () => {
  const random = seededRandom(1);
  const keys = Array.from({ length: 100_000 }, () => asciiKey(random));

  it('puts 100,000 random keys in the same of three buckets', () => {
    const weights = { compact: 25, control: 50, rich: 25 };
    const [theirs, mine] = [flagd('layout', weights), ours('layout', { split: weights })];
    expect(keys.filter((key) => mine(key) !== theirs(key))).to.deep.equal([]);
  });

  it('puts keys in the same of many uneven buckets, up to the greatest total', () => {
    const weights = { a: 1, b: 0, c: 999, d: 1_000_000_007, e: 1_147_482_639, f: 1 };
    const [theirs, mine] = [flagd('a.long-name_0', weights), ours('a.long-name_0', { split: weights })];
    expect(keys.slice(0, 20_000).filter((key) => mine(key) !== theirs(key))).to.deep.equal([]);
  });

  it('agrees where the seed is not the name', () => {
    const weights = { off: 90, on: 10 };
    const theirs = flagd('first', weights, { cat: ['shared', { var: 'targetingKey' }] });
    const mine = ours('second', { seed: 'shared', split: weights });
    expect(keys.slice(0, 5_000).filter((key) => mine(key) !== theirs(key))).to.deep.equal([]);
  });

  // The flag's key, then the suffix: the text that a rollout hashes. The first bucket is the share.
  const rolloutKey = { cat: [{ var: '$flagd.flagKey' }, ':rollout', { var: 'targetingKey' }] };

  for (const [percent, weights] of [
    [10, { in: 10, out: 90 }],
    [50, { in: 1, out: 1 }],
    [33.3, { in: 333, out: 667 }],
    [99.9, { in: 999, out: 1 }],
    [0.5, { in: 1, out: 199 }],
  ] as const) {
    it(`includes the same keys in a rollout of ${percent} percent, with our key written out`, () => {
      const theirs = flagd('new_checkout', weights, rolloutKey);
      const mine = ours('new_checkout', { rollout: percent, serve: 'in' });
      const different = keys
        .slice(0, 20_000)
        .filter((key) => (mine(key) === 'in') !== (theirs(key) === 'in'));
      expect(different).to.deep.equal([]);
      expect(new Set(keys.slice(0, 5_000).map(theirs))).to.deep.equal(new Set(['in', 'out']));
    });
  }

  it('includes other keys where the flag key alone is hashed', () => {
    const theirs = flagd('new_checkout', { in: 1, out: 1 });
    const mine = ours('new_checkout', { rollout: 50, serve: 'in' });
    const different = keys.slice(0, 5_000).filter((key) => (mine(key) === 'in') !== (theirs(key) === 'in'));
    expect(different.length).to.be.within(2_300, 2_700);
  });
});
