import { expect } from 'chai';
import fc from 'fast-check';
import { slot } from '../../../packages/core/src/evaluation/bucketing/split.js';

const exact = (hash: number, total: number): number => Number((BigInt(hash) * BigInt(total)) >> 32n);

describe('slot', () => {
  it('is exact for every hash and total', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 32 - 1), fc.integer({ min: 1, max: 2 ** 31 - 1 }), (hash, total) => {
        expect(slot(hash, total)).to.equal(exact(hash, total));
      }),
      { numRuns: 5000 },
    );
  });

  it('is exact where one product of doubles is not', () => {
    // 2^31 − 1 is 2^31 + 1's inverse but for the sign, so that the product is a multiple of 2^32, less 1.
    const [hash, total] = [2 ** 31 + 1, 2 ** 31 - 1];
    expect(Math.floor((hash * total) / 2 ** 32)).to.equal(2 ** 30);
    expect(slot(hash, total)).to.equal(2 ** 30 - 1);
  });

  it('is never the total', () => {
    expect(slot(2 ** 32 - 1, 2 ** 31 - 1)).to.equal(2 ** 31 - 2);
    expect(slot(2 ** 32 - 1, 1)).to.equal(0);
  });
});
