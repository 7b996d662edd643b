import { expect } from 'chai';
import fc from 'fast-check';
import { toInstant, toLocal } from '../../../../packages/admin/page/editor/model/zoned-time.js';

describe('times by the clocks of a zone', () => {
  it('are shown as the zone has them', () => {
    expect(toLocal('2026-12-01T00:00:00Z', 'Europe/Berlin')).to.equal('2026-12-01T01:00');
    expect(toLocal('2026-07-01T00:00:30Z', 'America/New_York')).to.equal('2026-06-30T20:00:30');
    expect(toLocal('2026-12-01T00:00:00+01:00', 'UTC')).to.equal('2026-11-30T23:00');
  });

  it('are written with the offset that the zone has then', () => {
    expect(toInstant('2026-12-01T09:30', 'Europe/Berlin')).to.equal('2026-12-01T09:30:00+01:00');
    expect(toInstant('2026-07-01T09:30', 'Europe/Berlin')).to.equal('2026-07-01T09:30:00+02:00');
    expect(toInstant('2026-12-01T09:30', 'UTC')).to.equal('2026-12-01T09:30:00Z');
    expect(toInstant('2026-12-01T09:30', 'Asia/Kathmandu')).to.equal('2026-12-01T09:30:00+05:45');
  });

  it('count the first time of two, and go on over a gap', () => {
    expect(toInstant('2026-10-25T02:30', 'Europe/Berlin')).to.equal('2026-10-25T02:30:00+02:00');
    expect(toInstant('2026-03-29T02:30', 'Europe/Berlin')).to.equal('2026-03-29T03:30:00+02:00');
  });

  it('are nothing when they are no times', () => {
    expect(toInstant('', 'UTC')).to.equal(undefined);
    expect(toInstant('2026-12', 'UTC')).to.equal(undefined);
  });

  it('come back as they were written, except in the hour that comes twice', () => {
    const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Auckland'];
    const minutes = fc.integer({ min: 0, max: 3 * 365 * 24 * 60 });
    fc.assert(
      fc.property(fc.constantFrom(...zones), minutes, (zone, minute) => {
        const time = Date.parse('2025-01-01T00:00:00Z') + minute * 60_000;
        const local = toLocal(new Date(time).toISOString(), zone);
        const back = toInstant(local, zone)!;
        expect(toLocal(back, zone)).to.equal(local);
        expect(Date.parse(back)).to.be.oneOf([time, time - 3_600_000]);
      }),
    );
  });
});
