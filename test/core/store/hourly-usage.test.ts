import { type HourlyUsage, usageAt } from '@halyard/core/store';
import { expect } from 'chai';

const HOUR = 3_600_000;
const TEN = Date.parse('2026-12-01T10:00:00Z');

const kept: HourlyUsage = {
  lastUsed: TEN + HOUR / 2,
  evaluations: 60,
  processes: 3,
  evaluationsBefore: 100,
  processesBefore: 5,
};

describe('the use in the last hour', () => {
  for (const [when, now, evaluations, processes] of [
    ['half past', TEN + HOUR / 2, 60 + 50, 5],
    ['the end of the hour', TEN + HOUR - 1, 60, 5],
    ['the next hour', TEN + HOUR, 60, 3],
    ['a quarter of the next hour', TEN + 1.25 * HOUR, 45, 3],
    ['two hours later', TEN + 2 * HOUR, 0, 0],
    ['a clock that went back', TEN - HOUR, 160, 5],
  ] as const) {
    it(`is the sum of this hour, and as much of the hour before as is left: ${when}`, () => {
      expect(usageAt(kept, now)).to.deep.equal({ lastUsed: kept.lastUsed, evaluations, processes });
    });
  }
});
