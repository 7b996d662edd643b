import { expect } from 'chai';
import { describe, it } from 'mocha';
import { staleWords } from '../../../packages/admin/page/stale/stale-words.js';
import { agoWords, dayWords, instantWords } from '../../../packages/admin/page/words/time-words.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOW = Date.parse('2026-11-22T12:00:00Z');

describe('times in words', () => {
  it('say how long ago something was', () => {
    const ages = [-MINUTE, 5000, 5 * MINUTE, 90 * MINUTE, 1.5 * DAY, 45 * DAY, 100 * DAY, 800 * DAY];
    expect(ages.map((age) => agoWords(NOW - age, NOW))).to.deep.equal([
      'just now',
      'just now',
      '5 minutes ago',
      '1 hour ago',
      'yesterday',
      '45 days ago',
      '3 months ago',
      '2 years ago',
    ]);
  });

  it('give days and instants as a definition means them, in UTC', () => {
    expect(dayWords('2027-01-31')).to.equal('31 Jan 2027');
    expect(instantWords('2026-12-01T00:00:00Z')).to.equal('1 Dec 2026');
    expect(instantWords('2026-12-01T01:30:00+01:00')).to.equal('1 Dec 2026, 00:30 UTC');
    expect(instantWords('someday')).to.equal('someday');
  });

  it('say since when a flag is stale', () => {
    const since = Date.parse('2026-11-02T00:00:00Z');
    expect(staleWords({ reason: 'expired', since }, NOW)).to.equal(
      'Was to be gone by 1 Nov 2026, 20 days ago',
    );
    expect(staleWords({ reason: 'settled', since: NOW - 40 * DAY }, NOW)).to.equal(
      'On for everyone, last changed 40 days ago',
    );
  });
});
