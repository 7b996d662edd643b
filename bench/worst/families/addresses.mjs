import { byConditions } from '../conditions.mjs';
import { listWithin } from '../fill.mjs';
import { choice, range } from '../genes.mjs';

const ADDRESS = { 4: (i) => `10.${bytesOf(i)}`, 6: (i) => `2001:db8:1:2:3:4:5:${hex(i)}` };
const RANGE = { 4: (i) => `172.${bytesOf(i)}/32`, 6: (i) => `2001:db9::${hex(i >> 16)}:${hex(i)}/128` };
const LONG = { 4: (length) => '1.'.repeat(length / 2), 6: (length) => '1:'.repeat(length / 2) };

/** How often and of what `$inCidr` is asked. */
const KINDS = [
  {
    id: 'addresses-list',
    title: '$inCidr with many ranges over a list',
    ranges: 60_000,
    value: (bytes, version) => listWithin(bytes, ADDRESS[version]),
    asked: (test) => ({ $elemMatch: test }),
  },
  {
    id: 'addresses-single',
    title: '$inCidr on one address, again and again',
    ranges: 1,
    value: (_, version) => ADDRESS[version](1),
    asked: (test) => test,
  },
  {
    id: 'addresses-long',
    title: '$inCidr on a long text',
    ranges: 1,
    value: (bytes, version) => LONG[version](bytes - 2),
    asked: (test) => test,
  },
];

export const addresses = KINDS.map(({ ranges, value, asked, ...kind }) =>
  byConditions({
    ...kind,
    genes: {
      ranges: range(ranges, 1, 60_000),
      attribute: choice(4, 6),
      operand: choice(4, 6),
      operator: choice('$inCidr', '$notInCidr'),
    },
    value: ({ genes, contextBytes }) => value(contextBytes, genes.attribute),
    leaf({ attribute, genes, bytes }) {
      const test = { [genes.operator]: listWithin(bytes, RANGE[genes.operand], genes.ranges) };
      // No address is in any of the ranges, so the opposite is asked for the opposite.
      return { [attribute]: asked(genes.operator === '$inCidr' ? test : { $not: test }) };
    },
  }),
);

function bytesOf(i) {
  return `${(i >> 16) & 255}.${(i >> 8) & 255}.${i & 255}`;
}

function hex(i) {
  return (i & 0xffff).toString(16);
}
