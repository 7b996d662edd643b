import { byConditions } from '../conditions.mjs';
import { textWithin } from '../fill.mjs';
import { choice, range } from '../genes.mjs';

/** A text as long as can be against operands that equal parts of it but for one character. */
function texts({ letters, ...family }) {
  return byConditions({
    genes: {
      length: range(1, 1, 60_000),
      odd: choice('first', 'last', 'middle'),
      letter: choice(...letters),
      wide: choice(false, true),
      operator: choice(...family.operators),
    },
    value: ({ genes, contextBytes }) => textWithin(contextBytes, genes),
    leaf: ({ attribute, genes, bytes }) => ({
      [attribute]: { [genes.operator]: needle(genes, bytes) },
    }),
    ...family,
  });
}

export const longTexts = [
  texts({ id: 'contains', title: '$contains in a long text', operators: ['$contains'], letters: ['a'] }),
  texts({
    id: 'starts-ends',
    title: '$startsWith, $endsWith of a long text',
    operators: ['$startsWith', '$endsWith'],
    letters: ['a'],
  }),
  texts({
    id: 'contains-folded',
    title: '$containsi in a long text',
    operators: ['$containsi'],
    letters: ['A', 'a', 'İ'],
  }),
  texts({
    id: 'starts-ends-folded',
    title: '$startsWithi, $endsWithi of a long text',
    operators: ['$startsWithi', '$endsWithi'],
    letters: ['A', 'a', 'İ'],
  }),
];

function needle({ length, odd, letter }, bytes) {
  const size = Math.max(1, Math.min(length, Math.floor(bytes / Buffer.byteLength(letter)) - 20));
  const at = { first: 0, last: size - 1, middle: size >> 1 }[odd];
  return `${letter.repeat(at)}b${letter.repeat(size - 1 - at)}`;
}
