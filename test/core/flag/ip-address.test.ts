import { isIPv4, isIPv6 } from 'node:net';
import { expect } from 'chai';
import fc from 'fast-check';
import { IpRangeSet } from '../../../packages/core/src/evaluation/conditions/ip-range-set.js';
import { parseAddress, parseRange } from '../../../packages/core/src/flag/ip-address.js';

const isIn = (address: string, ...ranges: readonly string[]): boolean =>
  new IpRangeSet(ranges.map((range) => parseRange(range)!)).has(parseAddress(address)!);

describe('An IP address', () => {
  it('is what Node takes for one, without a zone', () => {
    const v4 = fc.ipV4();
    const v6 = fc.ipV6();
    const broken = fc.string({ unit: fc.constantFrom('1', 'f', '0', ':', '.', '255', '::'), maxLength: 12 });
    fc.assert(
      fc.property(fc.oneof(v4, v6, broken), (text) => {
        expect(parseAddress(text) !== undefined, text).to.equal(isIPv4(text) || isIPv6(text));
      }),
      { numRuns: 2_000 },
    );
  });

  for (const text of [
    '',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '01.2.3.4',
    '1.2.3.4:80',
    '[::1]',
    'fe80::1%eth0',
    '1.1.1.1::',
    '1:1.1.1.1::1',
  ]) {
    it(`is not ${JSON.stringify(text)}`, () => {
      expect(parseAddress(text)).to.equal(undefined);
    });
  }

  it('of IPv4 may be written as IPv6', () => {
    expect(parseAddress('::ffff:10.1.2.3')).to.deep.equal(parseAddress('10.1.2.3'));
    expect(parseAddress('::FFFF:0A01:0203')).to.deep.equal(parseAddress('10.1.2.3'));
  });
});

describe('A range of IP addresses', () => {
  const cases: readonly (readonly [address: string, range: string, isIn: boolean])[] = [
    ['10.255.0.1', '10.0.0.0/8', true],
    ['11.0.0.0', '10.0.0.0/8', false],
    ['10.1.2.3', '10.9.9.9/8', true],
    ['192.168.1.7', '192.168.1.7', true],
    ['192.168.1.8', '192.168.1.7', false],
    ['192.168.1.7', '192.168.1.6/31', true],
    ['1.2.3.4', '0.0.0.0/0', true],
    ['1.2.3.4', '::/0', false],
    ['::1', '0.0.0.0/0', false],
    ['2001:db8:1::', '2001:db8::/32', true],
    ['2001:db9::', '2001:db8::/32', false],
    ['::ffff:10.1.2.3', '10.0.0.0/8', true],
    ['10.1.2.3', '::ffff:10.0.0.0/104', true],
    ['11.1.2.3', '::ffff:10.0.0.0/104', false],
  ];
  for (const [address, range, expected] of cases) {
    it(`${range} ${expected ? 'holds' : 'does not hold'} ${address}`, () => {
      expect(isIn(address, range)).to.equal(expected);
    });
  }

  for (const text of [
    '10.0.0.0/',
    '10.0.0.0/33',
    '10.0.0.0/08',
    '::/129',
    '10.0.0.0/8/8',
    '/8',
    '::ffff:0.0.0.0/90',
  ]) {
    it(`is not ${text}`, () => {
      expect(parseRange(text)).to.equal(undefined);
    });
  }

  it('is found among many as if each were asked alone', () => {
    const range = fc.oneof(
      fc.tuple(fc.ipV4(), fc.nat(32)).map(([address, bits]) => `${address}/${bits}`),
      fc
        .tuple(fc.constantFrom('::1', '::5', '2001:db8::', 'ff::'), fc.nat(128))
        .map(([a, bits]) => `${a}/${bits}`),
      fc.constantFrom('10.0.0.0/8', '10.1.0.0/16', '10.1.2.3', '10.0.0.1', '::ffff:10.1.2.3'),
    );
    const address = fc.oneof(
      fc.ipV4(),
      fc.ipV6(),
      fc.constantFrom('10.1.2.3', '10.0.0.1', '::4', '::ffff:10.9.9.9'),
    );
    fc.assert(
      fc.property(fc.array(range, { maxLength: 12 }), address, (ranges, each) => {
        expect(isIn(each, ...ranges)).to.equal(ranges.some((one) => isIn(each, one)));
      }),
      { numRuns: 2_000 },
    );
  });
});
