import { byConditions } from '../conditions.mjs';
import { listWithin } from '../fill.mjs';
import { choice, range } from '../genes.mjs';

const negated = (operator, operand) =>
  operator.startsWith('$n') ? { $not: { [operator]: operand } } : { [operator]: operand };

export const lists = [
  byConditions({
    id: 'in',
    title: '$in, $nin over a long list',
    genes: { operator: choice('$in', '$nin'), operands: range(1, 1, 200_000), distinct: choice(false, true) },
    value: ({ genes, contextBytes }) => listWithin(contextBytes, (i) => (genes.distinct ? i : 1)),
    leaf: ({ attribute, genes, bytes }) => ({
      [attribute]: negated(
        genes.operator,
        listWithin(bytes, (i) => -1 - i, genes.operands),
      ),
    }),
  }),
  byConditions({
    id: 'in-folded',
    title: '$ini, $nini over a long list of texts',
    genes: {
      operator: choice('$ini', '$nini'),
      operands: range(1, 1, 200_000),
      length: range(1, 1, 10_000),
      letter: choice('A', 'a', 'Ж'),
    },
    value: ({ genes, contextBytes }) =>
      listWithin(contextBytes, () => genes.letter.repeat(Math.min(genes.length, contextBytes / 4))),
    leaf: ({ attribute, genes, bytes }) => ({
      [attribute]: negated(
        genes.operator,
        listWithin(bytes, (i) => `x${i}`, genes.operands),
      ),
    }),
  }),
  ...['$all', '$alli'].map((operator) =>
    byConditions({
      id: operator.slice(1),
      title: `${operator}, a long list against a long list`,
      genes: { operands: range(200_000, 1, 200_000), letter: choice('T', 'İ') },
      value: ({ genes, contextBytes }) => listWithin(contextBytes, (i) => genes.letter + i),
      leaf: ({ attribute, attributes, genes, bytes }) => ({
        [attribute]: { [operator]: backwards(attributes[attribute], genes, bytes, operator) },
      }),
    }),
  ),
  byConditions({
    id: 'all-operators',
    title: '$all of operators over a long list',
    genes: { operands: range(200_000, 1, 200_000) },
    // Only the last element holds, and for all operators but the last.
    value: ({ contextBytes }) => [...listWithin(contextBytes - 2, () => 0), 9],
    leaf: ({ attribute, genes, bytes }) => ({
      [attribute]: { $all: [...listWithin(bytes, () => ({ $gt: 1 }), genes.operands), { $gt: 9 }] },
    }),
  }),
];

/** The elements of a list from its end, so that a search from its beginning takes longest, then one that it lacks. */
function backwards(list, { operands }, bytes, operator) {
  const element = (i) => list[list.length - 1 - (i % list.length)];
  const found = listWithin(
    bytes - 12,
    (i) => (operator === '$alli' ? element(i).toLowerCase() : element(i)),
    operands,
  );
  return [...found, 'missing'];
}
