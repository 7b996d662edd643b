import { expect } from 'chai';
import { asPercent, asRamp, withRolloutPart } from '../../../../packages/admin/page/editor/model/rollout.js';

describe('a rollout in the form', () => {
  it('is a number while it is nothing but a percentage', () => {
    expect(withRolloutPart(25, 'percent', 12.5)).to.equal(12.5);
    expect(withRolloutPart({ percent: 25 }, 'percent', 30)).to.equal(30);
  });

  it('becomes a ramp from the current share, from the next full hour', () => {
    expect(asRamp(20, Date.parse('2026-12-01T10:20:00Z'))).to.deep.equal({
      from: 20,
      to: 100,
      start: '2026-12-01T11:00:00Z',
      end: '2026-12-02T11:00:00Z',
    });
  });

  it('stays, as a percentage, at the end of its ramp', () => {
    const ramp = { from: 20, to: 80, start: '2026-12-01T00:00:00Z', end: '2026-12-02T00:00:00Z' };
    expect(asPercent(ramp)).to.equal(80);
  });
});
