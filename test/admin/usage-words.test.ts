import { usageWords } from '@halyard/admin';
import { expect } from 'chai';

const NOW = Date.parse('2026-12-01T12:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('the words for the use of a flag', () => {
  for (const [ago, evaluations, processes, words] of [
    [2 * MINUTE, 1204, 12, '1,204 evaluations in the last hour, last 2 minutes ago, 12 processes'],
    [0, 1, 1, '1 evaluation in the last hour, last just now, 1 process'],
    [-MINUTE, 1, 1, '1 evaluation in the last hour, last just now, 1 process'],
    [59 * MINUTE, 0, 3, '0 evaluations in the last hour, last 59 minutes ago, 3 processes'],
    [HOUR, 0, 3, 'last used 1 hour ago'],
    [DAY - 1, 0, 0, 'last used 23 hours ago'],
    [DAY, 0, 0, 'not used for 1 day'],
    [30 * DAY, 0, 0, 'not used for 30 days'],
  ] as const) {
    it(words, () => {
      const usage = { lastUsed: NOW - ago, evaluations, processes, since: NOW - 90 * DAY };
      expect(usageWords(usage, NOW)).to.equal(words);
    });
  }

  it('count from when use is known for a flag that was not used since', () => {
    const never = { evaluations: 0, processes: 0 };
    expect(usageWords({ ...never, since: NOW - HOUR }, NOW)).to.equal('not used yet');
    expect(usageWords({ ...never, since: NOW - 31 * DAY }, NOW)).to.equal('not used for 31 days');
  });
});
