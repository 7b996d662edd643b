import { expect } from 'chai';
import { describe, it } from 'mocha';
import { backoffMs } from '../../../packages/admin/page/live/reconnect-backoff.js';

describe('the wait before the next attempt', () => {
  it('doubles up to a quarter of a minute, and not beyond', () => {
    const waits = [0, 1, 2, 3, 4, 5, 60].map((failures) => backoffMs(failures, () => 1));
    expect(waits).to.deep.equal([500, 1000, 2000, 4000, 8000, 15_000, 15_000]);
  });

  it('is at least half of that, so that pages come back at different moments', () => {
    expect(backoffMs(1, () => 0)).to.equal(500);
    expect(backoffMs(1, () => 0.5)).to.equal(750);
  });
});
