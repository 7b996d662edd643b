import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { GrowthBookClient, type Experiment, type FeatureRule } from '@growthbook/growthbook';
import { init } from '@launchdarkly/node-server-sdk';
import { TestData } from '@launchdarkly/node-server-sdk/integrations';
import { ConfigurationObjectFeatureFlagProvider, FeatureManager } from '@microsoft/feature-management';
import { expect } from 'chai';
import { defaultStrategies } from 'unleash-client/lib/strategy/index.js';
import { normalizedStrategyValue, normalizedVariantValue } from 'unleash-client/lib/strategy/util.js';
import { selectVariantDefinition } from 'unleash-client/lib/variant.js';
import {
  HASH_ALGORITHMS,
  slotLimit,
  type KeyHash,
} from '../../../packages/core/src/evaluation/bucketing/hash-algorithms.js';
import { RolloutShare } from '../../../packages/core/src/evaluation/bucketing/rollout-share.js';
import { ALONE } from '../../support/flag-scope.js';
import { seededRandom } from '../../support/seeded-random.js';

interface Vector {
  readonly title: string;
  readonly hash: keyof typeof HASH_ALGORITHMS;
  readonly seed: string;
  readonly total?: number;
  readonly key: string;
  readonly times?: number;
  readonly slot: number;
}

type Range = readonly [first: number, last: number];

const SEEDS = ['new_checkout', 'Default.spring sale', '42'];
const KEYS = randomKeys(20_000);

describe('The hash algorithms', () => {
  describe('unleash', () => {
    const hash = HASH_ALGORITHMS.unleash;

    it("is unleash-client's normalized value less 1", () => {
      checkKeys(hash, (slot, seed, key) => slot === normalizedStrategyValue(key, seed) - 1);
    });

    for (const name of ['flexibleRollout', 'gradualRolloutUserId']) {
      const strategy = defaultStrategies.find((each) => each.name === name)!;
      const isEnabled = (groupId: string, userId: string, percent: number): boolean =>
        strategy.isEnabled({ groupId, rollout: percent, percentage: percent }, { userId });

      it(`includes the same keys as ${name}`, () => {
        for (const percent of [0, 1, 29, 35, 57, 99, 100]) {
          const limit = slotLimit(percent, 100);
          checkKeys(hash, (slot, seed, key) => slot < limit === isEnabled(seed, key, percent));
        }
      });

      it(`includes a key from the same percentage on as ${name}`, () => {
        checkKeys(hash, (slot, seed, key) => !isEnabled(seed, key, slot) && isEnabled(seed, key, slot + 1));
      });
    }
  });

  describe('unleash-variants', () => {
    const withTotal = (total: number) => (seed: string) => HASH_ALGORITHMS['unleash-variants'](seed, total);

    for (const total of [1000, 100, 3, 2 ** 31 - 1]) {
      it(`is unleash-client's normalized value less 1 for a total of ${total}`, () => {
        checkKeys(
          withTotal(total),
          (slot, seed, key) => slot === normalizedVariantValue(key, seed, total) - 1,
        );
      });
    }

    for (const weights of [
      [500, 250, 250],
      [334, 333, 333],
      [1, 0, 998, 1],
      [1, 1, 1],
      [1000, 1000, 1000],
      [3, 4, 6],
    ]) {
      it(`chooses the same variants as unleash-client for the weights ${weights.join(', ')}`, () => {
        const total = weights.reduce((sum, weight) => sum + weight);
        const variants = weights.map((weight, index) => ({ name: String(index), weight }));
        const limits = sums(weights).map((sum) => slotLimit(Number(((100 * sum) / total).toFixed(6)), total));
        checkKeys(withTotal(total), (slot, seed, userId) => {
          const chosen = selectVariantDefinition(seed, 'userId', variants, { userId });
          return chosen?.name === String(limits.findIndex((limit) => slot < limit));
        });
      });
    }
  });

  describe('launchdarkly', () => {
    for (const [seed, place] of [
      ['new-checkout.61f2', { key: 'new-checkout', salt: '61f2' }],
      ['42', { key: 'layout', salt: '61f2', seed: 42 }],
    ] as const) {
      it(`chooses the same of 20 variations as the server SDK for the seed ${seed}`, async () => {
        const weights = Array.from({ length: 20 }, () => 5000);
        const chosen = await launchDarkly([{ ...place, weights }], (variation) =>
          Promise.all(KEYS.map((key) => variation(place.key, key))),
        );
        const { slot, slots } = HASH_ALGORITHMS.launchdarkly(seed);
        const limits = sums(weights).map((sum) => slotLimit(sum / 1000, slots));
        expect(chosen).to.deep.equal(KEYS.map((key) => limits.findIndex((limit) => slot(key) < limit)));
      });
    }

    it('finds the thousandth of a percent, its least weight, that a key falls in', async () => {
      const keys = KEYS.slice(0, 500);
      const { slot, slots } = HASH_ALGORITHMS.launchdarkly('42');
      const flags = keys.map((key, index) => {
        const before = Math.floor((slot(key) / slots) * 100_000);
        return { key: `flag ${index}`, salt: '', seed: 42, weights: [before, 1, 99_999 - before] };
      });
      const chosen = await launchDarkly(flags, (variation) =>
        Promise.all(keys.map((key, index) => variation(`flag ${index}`, key))),
      );
      expect(chosen).to.deep.equal(keys.map(() => 1));
    });
  });

  for (const [version, slots] of [
    [1, 1000],
    [2, 10_000],
  ] as const) {
    describe(`growthbook-${version}`, () => {
      const hash = HASH_ALGORITHMS[`growthbook-${version}`];

      it(`has ${slots} slots`, () => {
        expect(hash('').slots).to.equal(slots);
      });

      it(`is the bucket of an experiment with hash version ${version}`, () => {
        const client = growthBook(() => []);
        checkKeys(hash, (slot, seed, id) => {
          const experiment: Experiment<number> = {
            key: 'layout',
            seed,
            variations: [0, 1],
            hashVersion: version,
          };
          const { bucket, variationId } = client.runInlineExperiment(experiment, { attributes: { id } });
          return bucket === slot / slots && variationId === (slot < slotLimit(50, slots) ? 0 : 1);
        });
      });

      it("includes the same keys as a rule's range", () => {
        const ranges: [number, number][] = [
          [0, 0.07],
          [0.07, 0.29],
          [0.29, 1 / 3],
          [0.35, 0.351],
          [0.57, 0.5701],
          [0.7, 0.99999],
        ];
        const limits = ranges.map((range) => range.map((bound) => slotLimit(bound * 100, slots)));
        const client = growthBook((seed) =>
          ranges.map((range, index) => ({ force: index, seed, hashVersion: version, range })),
        );
        checkKeys(hash, (slot, seed, id) => {
          const index = limits.findIndex(([first, last]) => first! <= slot && slot < last!);
          return client.getFeatureValue(seed, -1, { attributes: { id } }) === index;
        });
      });

      it('includes one slot less than a rule with coverage alone, which counts its bound in', () => {
        const client = growthBook((seed) => [{ force: 1, seed, hashVersion: version, coverage: 0.35 }]);
        const limit = slotLimit(35, slots) + 1;
        checkKeys(
          hash,
          (slot, seed, id) =>
            client.getFeatureValue(seed, 0, { attributes: { id } }) === (slot < limit ? 1 : 0),
        );
      });
    });
  }

  describe('flipper-ruby', () => {
    const hash = HASH_ALGORITHMS['flipper-ruby'];

    it("is the formula of Flipper's gate, with CRC-32 computed bit by bit", () => {
      expect(bitwiseCrc32('123456789')).to.equal(0xcbf43926);
      checkKeys(hash, (slot, seed, key) => slot === bitwiseCrc32(seed + key) % 100_000);
    });

    // Found by Flipper 1.4.2 under Ruby 3.1: how many of User;1 to User;20000 its gate lets in, and their SHA-1.
    for (const [feature, percent, open, sha1] of [
      ['search', 25, 5077, '772d983a5bd0e8a816ef6b4467d1cfadf1668b52'],
      ['new_checkout', 12.5, 2518, '300a67d1259182c1bd0c3bab336b47935997dcce'],
      ['layout', 0.3, 63, '72c8af2c4d3f18311a3f2a42afec3baacf878201'],
    ] as const) {
      it(`includes the same actors as Flipper at ${percent} %`, () => {
        const { slot, slots } = hash(feature);
        const actors = Array.from({ length: 20_000 }, (_, index) => `User;${index + 1}`);
        const included = actors.filter((actor) => slot(actor) < slotLimit(percent, slots));
        expect(included).to.have.lengthOf(open);
        expect(createHash('sha1').update(included.join('\n')).digest('hex')).to.equal(sha1);
      });
    }
  });

  describe('microsoft', () => {
    const hash = HASH_ALGORITHMS.microsoft;
    const { slots } = hash('');

    for (const percent of [12.5, 57]) {
      it(`includes the same keys as the targeting filter at ${percent} %`, async () => {
        const manager = microsoft(SEEDS.map((id) => targeting(id, { DefaultRolloutPercentage: percent })));
        const limit = slotLimit(percent, slots);
        await checkKeysAsync(
          hash,
          async (slot, seed, userId) => slot < limit === (await manager.isEnabled(seed, { userId })),
        );
      });
    }

    it("includes the same keys as a group's share, with the flag, a line break and the group as the seed", async () => {
      const Groups = [{ Name: 'ring0', RolloutPercentage: 33.333333 }];
      const manager = microsoft([targeting('Beta', { Groups, DefaultRolloutPercentage: 0 })]);
      const limit = slotLimit(33.333333, slots);
      await checkKeysAsync(
        hash,
        async (slot, _, userId) =>
          slot < limit === (await manager.isEnabled('Beta', { userId, groups: ['ring0'] })),
        ['Beta\nring0'],
      );
    });

    it('chooses the same variants as an allocation by percentile, with and without a seed', async () => {
      const ranges: readonly Range[] = [
        [50, 100],
        [29, 50],
        [7.5, 29],
        [0.1, 5],
      ];
      const limits = ranges.map((range) => range.map((bound) => slotLimit(bound, slots)));
      const [own, ...seeds] = ['allocation\nlayout', ...SEEDS.slice(1)] as const;
      const manager = microsoft([
        allocation('layout', undefined, ranges),
        ...seeds.map((seed) => allocation(seed, seed, ranges)),
      ]);
      await checkKeysAsync(
        hash,
        async (slot, seed, userId) => {
          const variant = await manager.getVariant(seed === own ? 'layout' : seed, { userId });
          const index = limits.findIndex(([first, last]) => first! <= slot && slot < last!);
          return Number(variant?.name ?? -1) === index;
        },
        [own, ...seeds],
      );
    }).timeout(60_000);

    it('finds the half of a slot that a key falls in', async () => {
      const { slot } = hash('42');
      const keys = KEYS.slice(0, 500);
      const bounds = keys.map((key) => [-0.25, 0.25].map((part) => ((slot(key) + part) / slots) * 100));
      const manager = microsoft(
        bounds.map(([first, last], index) =>
          allocation(`flag ${index}`, '42', [
            [0, first!],
            [last!, 100],
            [first!, last!],
          ]),
        ),
      );
      const chosen = await Promise.all(
        keys.map((userId, index) => manager.getVariant(`flag ${index}`, { userId })),
      );
      expect(chosen.map((variant) => variant?.name)).to.deep.equal(keys.map(() => '2'));
      expect(bounds.map((each) => each.map((bound) => slotLimit(bound, slots)))).to.deep.equal(
        keys.map((key) => [slot(key), slot(key) + 1]),
      );
    });

    // Keys that fall next to a bound, found among 240 million.
    for (const [key, range, isIn] of [
      ['user-1166066970', [0, 99], true],
      ['user-1166066970', [99, 100], false],
      ['user-1093895951', [0, 54], true],
      ['user-1093895951', [54, 57], false],
      ['user-1217402662', [0, 37], false],
      ['user-1217402662', [37, 54], true],
      // 20 % and its multiples are whole slots.
      ['user-1238798183', [40, 60], true],
      ['user-1238798183', [60, 80], false],
      // The one slot that stands for 100 %.
      ['user-1207449206', [0, 100], true],
      ['user-1207449206', [99.9999999, 100], true],
      ['user-1207449206', [0, 99.9999999], false],
    ] as const) {
      it(`${isIn ? 'includes' : 'leaves out'} ${key} from ${range.join(' to ')} % as an allocation does`, async () => {
        const seed = 'new_checkout';
        const variant = await microsoft([allocation(seed, seed, [range])]).getVariant(seed, { userId: key });
        expect(variant !== undefined).to.equal(isIn);
        const share = new RolloutShare('', { range, hash: 'microsoft', seed });
        expect(share.includes({ targetingKey: key }, ALONE)).to.equal(isIn);
      });
    }
  });

  describe('in the published vectors', () => {
    for (const { title, hash, seed, total = 1000, key, times = 1, slot } of vectors()) {
      it(`${hash}: ${title}`, () => {
        expect(HASH_ALGORITHMS[hash](seed, total).slot(key.repeat(times))).to.equal(slot);
      });
    }
  });
});

describe('slotLimit', () => {
  const limits: readonly (readonly [percent: number, slots: number, limit: number])[] = [
    [0, 100, 0],
    [35, 100, 35],
    [100, 100, 100],
    // Doubles make these 28.999999999999996, 57.99999999999999, 7.000000000000001 and 161.00000000000003.
    [0.29 * 100, 100, 29],
    [0.58 * 100, 100, 58],
    [0.07, 10_000, 7],
    [16.1, 1000, 161],
    [33.33, 10_000, 3333],
    [33.333333, 3, 1],
    [66.666667, 3, 2],
    [66.66667, 3, 2],
    [66.666667, 3000, 2000],
    [100, 2 ** 60 - 1, 2 ** 60 - 1],
    [12.5, 2 ** 60 - 1, 2 ** 57],
    // More slots than any weights come to: a percentage stands for no whole slot.
    [11, 2 ** 32 - 1, 472_446_403],
    [20, 2 ** 32 - 1, 858_993_459],
    [7.5, 2 ** 32 - 1, 322_122_548],
    [0.00001, 2 ** 32 - 1, 430],
  ];
  for (const [percent, slots, limit] of limits) {
    it(`is ${limit} for ${percent} % of ${slots} slots`, () => {
      expect(slotLimit(percent, slots)).to.equal(limit);
    });
  }

  it('includes a slot of which only a part is within the percentage', () => {
    expect(slotLimit(33.3301, 10_000)).to.equal(3334);
    expect(slotLimit(33.3399, 10_000)).to.equal(3334);
    expect(slotLimit(0.000001, 100_000)).to.equal(1);
  });

  for (const slots of [3, 7, 100, 1000, 3000, 9973, 10_000, 100_000]) {
    it(`finds every slot of ${slots} by its percentage, exact or with six decimals`, () => {
      const wrong = Array.from({ length: slots + 1 }, (_, slot) => slot).filter((slot) => {
        const percent = (100 * slot) / slots;
        return slotLimit(percent, slots) !== slot || slotLimit(Number(percent.toFixed(6)), slots) !== slot;
      });
      expect(wrong).to.deep.equal([]);
    });
  }
});

/** Gives `use` the index of the variation that LaunchDarkly's server SDK chooses by a flag's weights. */
async function launchDarkly<T>(
  flags: readonly { key: string; salt: string; seed?: number; weights: readonly number[] }[],
  use: (variation: (flag: string, key: string) => Promise<number>) => Promise<T>,
): Promise<T> {
  const source = new TestData();
  for (const { key, salt, seed, weights } of flags) {
    const rollout = { seed, variations: weights.map((weight, variation) => ({ variation, weight })) };
    const variations = weights.map((_, index) => index);
    await source.usePreconfiguredFlag({
      key,
      salt,
      version: 1,
      on: true,
      variations,
      fallthrough: { rollout },
    });
  }
  const client = init('sdk-test', {
    updateProcessor: source.getFactory(),
    sendEvents: false,
    diagnosticOptOut: true,
    logger: { error() {}, warn() {}, info() {}, debug() {} },
  });
  try {
    await client.waitForInitialization({ timeout: 5 });
    return await use((flag, key) => client.numberVariation(flag, { kind: 'user', key }, -1));
  } finally {
    client.close();
  }
}

/** GrowthBook's client with a flag for each seed, named after it. */
function growthBook(rules: (seed: string) => FeatureRule[]): GrowthBookClient {
  const features = Object.fromEntries(SEEDS.map((seed) => [seed, { rules: rules(seed) }]));
  return new GrowthBookClient().initSync({ payload: { features } });
}

/** Microsoft's feature manager with these flags. */
function microsoft(feature_flags: readonly object[]): FeatureManager {
  return new FeatureManager(
    new ConfigurationObjectFeatureFlagProvider({ feature_management: { feature_flags } }),
  );
}

/** A flag of Microsoft's that is on for an audience. */
function targeting(id: string, Audience: object): object {
  const client_filters = [{ name: 'Microsoft.Targeting', parameters: { Audience } }];
  return { id, enabled: true, conditions: { client_filters } };
}

/** A flag of Microsoft's with a variant for each range of percentiles, named after its index. */
function allocation(id: string, seed: string | undefined, ranges: readonly Range[]): object {
  const percentile = ranges.map(([from, to], index) => ({ variant: String(index), from, to }));
  const variants = percentile.map(({ variant }) => ({ name: variant }));
  return { id, enabled: true, variants, allocation: { seed, percentile } };
}

/** CRC-32 (IEEE 802.3) of an ASCII text, from its definition. */
function bitwiseCrc32(text: string): number {
  let crc = ~0;
  for (let i = 0; i < text.length; i++) {
    crc ^= text.charCodeAt(i);
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (0xedb88320 & -(crc & 1));
  }
  return ~crc >>> 0;
}

/** The section `hashAlgorithms` of the published vectors. */
function vectors(): readonly Vector[] {
  const file = new URL('../../vectors/bucketing.json', import.meta.url);
  return (JSON.parse(readFileSync(file, 'utf8')) as { hashAlgorithms: Vector[] }).hashAlgorithms;
}

/** Checks that `agrees`, which asks the other system, holds for the slot of each key under each seed. */
function checkKeys(
  hash: (seed: string) => KeyHash,
  agrees: (slot: number, seed: string, key: string) => boolean,
  seeds: readonly string[] = SEEDS,
): void {
  const wrong = seeds.flatMap((seed) => {
    const { slot } = hash(seed);
    return KEYS.filter((key) => !agrees(slot(key), seed, key)).map((key) => `${seed} ${key}`);
  });
  expect(wrong).to.deep.equal([]);
}

/** The same for an `agrees` that is asynchronous. */
async function checkKeysAsync(
  hash: (seed: string) => KeyHash,
  agrees: (slot: number, seed: string, key: string) => Promise<boolean>,
  seeds: readonly string[] = SEEDS,
): Promise<void> {
  const wrong: string[] = [];
  for (const seed of seeds) {
    const { slot } = hash(seed);
    for (const key of KEYS) if (!(await agrees(slot(key), seed, key))) wrong.push(`${seed} ${key}`);
  }
  expect(wrong).to.deep.equal([]);
}

/** Keys of 1 to 40 printable ASCII characters, each key once. */
function randomKeys(count: number): string[] {
  const random = seededRandom(6);
  const below = (limit: number): number => Math.floor(random() * limit);
  const keys = new Set<string>();
  while (keys.size < count) {
    const length = 1 + below(40);
    keys.add(String.fromCharCode(...Array.from({ length }, () => 0x20 + below(95))));
  }
  return [...keys];
}

/** The sum of the weights up to each, itself included. */
function sums(weights: readonly number[]): number[] {
  let sum = 0;
  return weights.map((weight) => (sum += weight));
}
