import { expect } from 'chai';
import { isMoment, momentText } from '../../../../packages/admin/page/editor/model/moment.js';

describe('a moment to compare with, in the form', () => {
  it('is text with an offset, or milliseconds', () => {
    expect(momentText('2026-12-01T09:30:00+01:00')).to.equal('2026-12-01T09:30:00+01:00');
    expect(momentText(1_780_000_000_000)).to.equal('2026-05-28T20:26:40.000Z');
    expect(momentText('1780000000000')).to.equal('2026-05-28T20:26:40.000Z');
  });

  it('is nothing else', () => {
    for (const value of [
      '',
      'tomorrow',
      '2026-12-01',
      '2026-12-01T09:30:00',
      '2026-13-01T00:00:00Z',
      1.5,
      null,
      true,
    ])
      expect(isMoment(value), String(value)).to.equal(false);
  });
});
