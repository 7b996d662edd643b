import { expect } from 'chai';
import {
  evenSplit,
  splitShares,
  withWeight,
} from '../../../../packages/admin/page/editor/model/split-shares.js';

describe('the weights of a split', () => {
  it('come to percentages of their sum', () => {
    expect([...splitShares({ a: 50, b: 25, c: 25 })]).to.deep.equal([
      ['a', '50 %'],
      ['b', '25 %'],
      ['c', '25 %'],
    ]);
    expect(splitShares({ a: 1, b: 2 }).get('b')).to.equal('66.67 %');
    expect(splitShares({ a: 2 ** 30, b: 2 ** 30 }).get('a')).to.equal('50 %');
  });

  it('come to nothing when they are all 0', () => {
    expect(splitShares({ a: 0 }).get('a')).to.equal('0 %');
  });

  it('leave out a variant that gets none, unless it is written so', () => {
    expect(withWeight({ a: 1 }, 'b', 0)).to.deep.equal({ a: 1 });
    expect(withWeight({ a: 1, b: 2 }, 'b', 0)).to.deep.equal({ a: 1, b: 0 });
    expect(withWeight({ a: 1 }, 'b', 3)).to.deep.equal({ a: 1, b: 3 });
  });

  it('begin even', () => {
    expect(evenSplit(['a', 'b'])).to.deep.equal({ a: 50, b: 50 });
    expect(evenSplit(['a', 'b', 'c'])).to.deep.equal({ a: 1, b: 1, c: 1 });
  });
});
