import { expect } from 'chai';
import { readInstant } from '../../../packages/core/src/flag/instant.js';

describe('An instant', () => {
  const NOON = Date.UTC(2026, 11, 1, 12);
  const right: readonly (readonly [value: unknown, instant: number])[] = [
    ['2026-12-01T12:00:00Z', NOON],
    ['2026-12-01t12:00:00z', NOON],
    ['2026-12-01T13:00:00+01:00', NOON],
    ['2026-12-01T06:30:00-05:30', NOON],
    ['2026-12-01T12:00:00-00:00', NOON],
    ['2026-12-01T12:00:00.123456789Z', NOON + 123],
    ['2024-02-29T00:00:00Z', Date.UTC(2024, 1, 29)],
    [NOON, NOON],
    [NOON + 0.5, NOON + 0.5],
    [String(NOON), NOON],
    ['-1', -1],
    [BigInt(NOON), NOON],
  ];
  for (const [value, instant] of right) {
    it(`is ${typeof value} ${String(value)}`, () => {
      expect(readInstant(value)).to.equal(instant);
    });
  }

  const wrong: readonly unknown[] = [
    '2026-12-01',
    '2026-12-01T12:00:00',
    '2026-12-01T12:00Z',
    '2026-12-01 12:00:00Z',
    '2026-02-30T12:00:00Z',
    '2025-02-29T12:00:00Z',
    '2026-13-01T12:00:00Z',
    '2026-12-01T24:00:00Z',
    '2026-12-31T23:59:60Z',
    '2026-12-01T12:00:00+24:00',
    '1.5',
    ' 1',
    '',
    NaN,
    Infinity,
    true,
    null,
    undefined,
    {},
    '1'.repeat(100),
  ];
  for (const value of wrong) {
    it(`is not ${typeof value} ${String(value).slice(0, 40)}`, () => {
      expect(readInstant(value)).to.equal(undefined);
    });
  }
});
