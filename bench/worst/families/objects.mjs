import { byConditions } from '../conditions.mjs';
import { jsonBytes, objectWithin } from '../fill.mjs';
import { choice, range } from '../genes.mjs';

export const objects = [
  byConditions({
    id: 'equal-wide',
    title: 'small objects against one with many keys',
    genes: { operator: choice('equal', '$eq', '$in') },
    value: ({ contextBytes }) => objectWithin(contextBytes, (i) => `k${i}`, 1),
    leaf: ({ attribute, genes }) => ({ [attribute]: equality(genes.operator, { x: 1 }) }),
  }),
  byConditions({
    id: 'equal-deep',
    title: 'objects that are equal but for the last value',
    genes: {
      operator: choice('equal', '$eq', '$in'),
      depth: range(5, 1, 20),
      size: range(60_000, 30, 60_000),
      order: choice('same', 'reversed'),
    },
    value: ({ genes, contextBytes }) => deep(genes.depth, size(genes, contextBytes), 1, 'same'),
    leaf: ({ attribute, genes, bytes, contextBytes }) => ({
      [attribute]: equality(
        genes.operator,
        deep(genes.depth, Math.min(size(genes, contextBytes), bytes - 40), 2, genes.order),
      ),
    }),
  }),
];

function equality(operator, operand) {
  if (operator === 'equal') return operand;
  return { [operator]: operator === '$in' ? [operand] : operand };
}

function size({ size: wanted }, contextBytes) {
  return Math.min(wanted, contextBytes);
}

/** An object inside objects, with as many keys in all as fit, whose last value is `last`. */
function deep(depth, bytes, last, order) {
  const share = Math.max(16, Math.floor(bytes / depth) - 12);
  let value = last;
  for (let i = 0; i < depth; i++) {
    const entries = Object.entries({ ...objectWithin(share, (key) => `k${key}`, 0), z: value });
    const inside = Object.fromEntries(order === 'reversed' ? entries.toReversed() : entries);
    if (i > 0 && jsonBytes(inside) > bytes) return value;
    value = inside;
  }
  return value;
}
