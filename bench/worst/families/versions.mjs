import { byConditions } from '../conditions.mjs';
import { choice, range } from '../genes.mjs';

/** A version as long as can be, and one that equals it for `length` parts or digits, yet is another. */
const SHAPES = {
  parts: {
    value: (length) => `1${'.1'.repeat((length - 1) / 2)}`,
    operand: (length) => `1${'.1'.repeat(length)}`,
  },
  zeros: {
    value: (length) => `1${'.0'.repeat((length - 3) / 2)}.1`,
    operand: (length) => `1${'.0'.repeat(length)}`,
  },
  digits: { value: (length) => '1'.repeat(length), operand: (length) => '1'.repeat(length) },
  leading: { value: (length) => `${'0'.repeat(length - 1)}2`, operand: () => '1' },
  preRelease: {
    value: (length) => `1.0.0-a${'.a'.repeat((length - 7) / 2)}`,
    operand: (length) => `1.0.0-a${'.a'.repeat(length)}`,
  },
  build: { value: (length) => `1.0.0+${'b'.repeat(length - 6)}`, operand: () => '2' },
};

export const versions = [
  byConditions({
    id: 'versions',
    title: 'a long version',
    genes: {
      shape: choice(...Object.keys(SHAPES)),
      operator: choice('$veq', '$vlt'),
      length: range(1, 1, 30_000),
    },
    value: ({ genes, contextBytes }) => SHAPES[genes.shape].value(contextBytes - 2),
    leaf: ({ attribute, genes, bytes }) => ({
      [attribute]: {
        [genes.operator]: SHAPES[genes.shape].operand(Math.max(1, Math.min(genes.length, bytes / 2 - 20))),
      },
    }),
  }),
];
