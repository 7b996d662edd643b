import { expect } from 'chai';
import {
  asPercent,
  asRamp,
  withRolloutPart,
  withSticky,
} from '../../../../packages/admin/page/editor/model/rollout.js';

describe('a rollout in the form', () => {
  it('is a number as long as it is nothing but a percentage', () => {
    expect(withRolloutPart(25, 'percent', 12.5)).to.equal(12.5);
    expect(withRolloutPart(25, 'by', 'companyId')).to.deep.equal({ percent: 25, by: 'companyId' });
    expect(withRolloutPart({ percent: 25, by: 'companyId' }, 'by', undefined)).to.equal(25);
  });

  it('becomes a ramp that starts where it stands, at the next full hour', () => {
    expect(asRamp({ percent: 20, seed: 's' }, Date.parse('2026-12-01T10:20:00Z'))).to.deep.equal({
      from: 20,
      to: 100,
      start: '2026-12-01T11:00:00Z',
      end: '2026-12-02T11:00:00Z',
      seed: 's',
    });
  });

  it('stays, as a percentage, where its ramp was to end', () => {
    const ramp = { from: 20, to: 80, start: '2026-12-01T00:00:00Z', end: '2026-12-02T00:00:00Z' };
    expect(asPercent(ramp)).to.equal(80);
    expect(asPercent({ ...ramp, by: 'team' })).to.deep.equal({ percent: 80, by: 'team' });
  });

  it('has neither key nor seed when it draws anew every time', () => {
    expect(withSticky({ percent: 25, by: 'team', seed: 's' }, false)).to.deep.equal({
      percent: 25,
      sticky: false,
    });
    expect(withSticky({ percent: 25, sticky: false }, true)).to.equal(25);
  });
});
