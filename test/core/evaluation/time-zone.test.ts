import { expect } from 'chai';
import fc from 'fast-check';
import { timeZone, TimeZone } from '../../../packages/core/src/evaluation/schedule/time-zone.js';

const HOUR = 3_600_000;
const ZONES = [
  'UTC',
  'Europe/Berlin',
  'America/St_Johns',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
];

/** The offset by the parts of local time that Intl gives. */
function plainOffset(zone: string, instant: number): number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  const part = Object.fromEntries(
    format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  );
  const local = Date.UTC(
    part['year']!,
    part['month']! - 1,
    part['day'],
    part['hour'],
    part['minute'],
    part['second'],
  );
  return local - Math.floor(instant / 1000) * 1000;
}

describe('TimeZone', () => {
  it('is as far ahead of UTC as its clocks are', () => {
    const winter = Date.parse('2026-12-01T00:00:00Z');
    const summer = Date.parse('2026-07-01T00:00:00Z');
    const offsets = (name: string): number[] =>
      [winter, summer].map((now) => new TimeZone(name).offset(now) / HOUR);
    expect(offsets('UTC')).to.deep.equal([0, 0]);
    expect(offsets('Europe/London')).to.deep.equal([0, 1]);
    expect(offsets('America/New_York')).to.deep.equal([-5, -4]);
    expect(offsets('America/St_Johns')).to.deep.equal([-3.5, -2.5]);
    expect(offsets('Pacific/Chatham')).to.deep.equal([13.75, 12.75]);
  });

  it('follows its clocks from one call to the next, in any order', () => {
    const instants = fc.integer({ min: Date.parse('1975-01-01'), max: Date.parse('2040-01-01') });
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.array(instants, { minLength: 1, maxLength: 5 }),
        (zone, times) => {
          for (const time of times) {
            // The same instant again, and the last of the quarter of an hour, come from what is remembered.
            const last = Math.ceil((time + 1) / 900_000) * 900_000 - 1;
            for (const now of [time, time, last])
              expect(timeZone(zone).offset(now)).to.equal(plainOffset(zone, now));
          }
        },
      ),
      { numRuns: 100 },
    );
  });

  it('changes at the very instant', () => {
    const berlin = new TimeZone('Europe/Berlin');
    const change = Date.parse('2026-03-29T01:00:00Z');
    expect([change - 1, change, change - 1].map((now) => berlin.offset(now) / HOUR)).to.deep.equal([1, 2, 1]);
  });

  it('knows offsets of seconds, long ago', () => {
    const now = Date.parse('1971-06-01T00:00:00Z');
    expect(new TimeZone('Africa/Monrovia').offset(now)).to.equal(-(44 * 60 + 30) * 1000);
    expect(plainOffset('Africa/Monrovia', now)).to.equal(-(44 * 60 + 30) * 1000);
  });

  it('is shared by all who name it', () => {
    expect(timeZone('Europe/Berlin')).to.equal(timeZone('europe/berlin'));
    expect(timeZone('Europe/Berlin')).not.to.equal(timeZone('Europe/Paris'));
  });
});
