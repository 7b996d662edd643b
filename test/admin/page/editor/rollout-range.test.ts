import { expect } from 'chai';
import { readShare, shortShare } from '../../../../packages/admin/page/editor/model/rollout-range.js';

describe('a share as a condition, in the form', () => {
  it('is a number, or a range with what decides the bucket', () => {
    expect(readShare(25)).to.equal(25);
    const share = {
      range: [0, 50],
      by: ['a', 'b'],
      fallback: ['c', 'd'],
      seed: 's',
      hash: 'unleash',
      total: 10,
    };
    expect(readShare(share)).to.equal(share);
  });

  it('is JSON where a field would not show it', () => {
    for (const operand of [
      'x',
      {},
      { range: [1] },
      { range: ['0', '5'] },
      { range: [0, 5], by: 5 },
      { range: [0, 5], by: [1] },
      { range: [0, 5], fallback: [1] },
      { range: [0, 5], total: '10' },
    ]) {
      expect(readShare(operand), JSON.stringify(operand)).to.equal(undefined);
    }
  });

  it('is a number again where that says it all', () => {
    expect(shortShare({ range: [0, 30] })).to.equal(30);
    expect(shortShare({ range: [10, 30] })).to.deep.equal({ range: [10, 30] });
    expect(shortShare({ range: [0, 30], seed: 's' })).to.deep.equal({ range: [0, 30], seed: 's' });
  });
});
