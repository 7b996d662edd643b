import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { compileKey } from '../../../packages/core/src/evaluation/bucketing/bucketing-key.js';
import { SeededHash } from '../../../packages/core/src/evaluation/hashes/murmur3.js';
import { slot } from '../../../packages/core/src/evaluation/bucketing/split.js';
import { ALONE, flagOf } from '../../support/flag-scope.js';

interface Vectors {
  readonly hashes: readonly { title: string; seed: string; key: string; times?: number; hash: number }[];
  readonly rollouts: readonly { title: string; flag: string; key: string; percent: number; in: boolean }[];
  readonly splits: readonly {
    title: string;
    flag: string;
    key: string;
    weights: Record<string, number>;
    slot: number;
    variant: string;
  }[];
  readonly rolloutsWithSplits: readonly {
    title: string;
    flag: string;
    key: string;
    percent: number;
    weights: Record<string, number>;
    seed?: string;
    variant: string | null;
  }[];
  readonly keys: readonly {
    title: string;
    by?: string | string[];
    fallback?: string | string[];
    context: Record<string, unknown>;
    key: string | null;
  }[];
}

const file = new URL('../../vectors/bucketing.json', import.meta.url);
const { hashes, rollouts, splits, rolloutsWithSplits, keys } = JSON.parse(
  readFileSync(file, 'utf8'),
) as Vectors;

describe('The bucketing vectors', () => {
  describe('hashes', () => {
    for (const { title, seed, key, times = 1, hash } of hashes) {
      it(title, () => {
        expect(new SeededHash(seed).hash(key.repeat(times)) >>> 0).to.equal(hash);
      });
    }
  });

  describe('rollouts', () => {
    for (const { title, flag: name, key, percent, in: isIn } of rollouts) {
      it(title, () => {
        const flag = flagOf(name, { rules: [{ rollout: percent }] });
        expect(flag.decide({ targetingKey: key }, ALONE, 0).value).to.equal(isIn);
      });
    }
  });

  describe('splits', () => {
    for (const each of splits) {
      const { title, flag: name, key, weights, variant } = each;
      it(`${title}: ${key} gets ${variant}`, () => {
        const flag = flagOf(name, { rules: [{ split: weights }] });
        expect(flag.decide({ targetingKey: key }, ALONE, 0).variant).to.equal(variant);
      });

      it(`${title}: the slot of ${key}`, () => {
        const total = Object.values(weights).reduce((sum, weight) => sum + weight, 0);
        expect(slot(new SeededHash(name).hash(key) >>> 0, total)).to.equal(each.slot);
      });
    }
  });

  describe('rollouts with splits', () => {
    for (const { title, flag: name, key, percent, weights, seed, variant } of rolloutsWithSplits) {
      it(`${title}: "${key}" gets ${variant ?? 'nothing'}`, () => {
        const flag = flagOf(name, { rules: [{ rollout: percent, split: weights, seed }] });
        const answer = flag.decide({ targetingKey: key }, ALONE, 0);
        expect(answer.rule === undefined ? null : answer.variant).to.equal(variant);
      });
    }
  });

  describe('keys', () => {
    for (const { title, by = 'targetingKey', fallback, context, key } of keys) {
      it(title, () => {
        expect(compileKey(by, fallback)(context)).to.equal(key ?? undefined);
      });
    }
  });
});
