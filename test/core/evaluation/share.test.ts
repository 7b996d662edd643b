import { expect } from 'chai';
import { Bucketing } from '../../../packages/core/src/evaluation/bucketing/bucketing.js';
import { Share } from '../../../packages/core/src/evaluation/bucketing/share.js';

const START = Date.parse('2026-12-01T00:00:00Z');
const END = Date.parse('2026-12-01T10:00:00Z');
const ramp = (from: number, to: number): Share =>
  new Share({ from, to, start: '2026-12-01T00:00:00Z', end: '2026-12-01T10:00:00Z' });

describe('Share', () => {
  it('of a number is the same at all times, long ago too', () => {
    expect([-1e12, -1, 0, 1, 1e12].map((now) => new Share(33.3).at(now))).to.deep.equal(Array(5).fill(33.3));
    expect(new Share({ percent: 33.3 }).at(-1)).to.equal(33.3);
  });

  it('of a ramp is linear from its start to its end, and exact at both', () => {
    const share = ramp(20, 80);
    const hour = 3_600_000;
    expect(
      [-1e12, START - 1, START, START + hour, END - hour, END, END + 1].map((now) => share.at(now)),
    ).to.deep.equal([20, 20, 20, 26, 74, 80, 80]);
    // 20 + (0.7 − 20) is not 0.7 in doubles.
    expect(ramp(20, 0.7).at(END)).to.equal(0.7);
  });

  it('is fixed unless it ramps from one share to another', () => {
    expect(new Share(5).fixed).to.equal(5);
    expect(new Share({ percent: 0 }).fixed).to.equal(0);
    expect(ramp(7, 7).fixed).to.equal(7);
    expect(ramp(0, 100).fixed).to.equal(undefined);
  });
});

describe('The limit of a share', () => {
  it('is the number of slots below it', () => {
    const murmur = new Bucketing('flag', '25%', {}, 'flag');
    expect([0, 50, 100].map((percent) => murmur.limit(percent))).to.deep.equal([0, 2 ** 31, 2 ** 32]);
    const flipper = new Bucketing('flag', '25%', { hash: 'flipper-ruby', seed: 'flag' }, 'flag');
    expect([0, 50, 100].map((percent) => flipper.limit(percent))).to.deep.equal([0, 50_000, Infinity]);
  });
});
