import { expect } from 'chai';
import { describe, it } from 'mocha';
import { visibleRows } from '../../../packages/admin/page/list/visible-rows.js';

describe('the rows to render', () => {
  const at = (above: number, count = 1000): { first: number; end: number } =>
    visibleRows(count, { above, height: 800, rowHeight: 50 });

  it('are those in sight and some on both sides', () => {
    expect(at(5000)).to.deep.equal({ first: 88, end: 128 });
  });

  it('begin with the first and end with the last', () => {
    expect(at(0).first).to.equal(0);
    expect(at(49_200).end).to.equal(1000);
    expect(at(0, 3)).to.deep.equal({ first: 0, end: 3 });
  });

  it('are in range also when the list is out of sight', () => {
    expect(at(-5000)).to.deep.equal({ first: 0, end: 0 });
    expect(at(90_000)).to.deep.equal({ first: 1000, end: 1000 });
  });
});
