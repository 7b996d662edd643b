import { byConditions } from '../conditions.mjs';
import { objectWithin } from '../fill.mjs';
import { choice, range } from '../genes.mjs';

const EXPECTED = { number: -1, text: 'x', boolean: false, operator: { $gt: 5 }, missing: { $exists: false } };

export const connectives = [
  byConditions({
    id: 'many-conditions',
    title: 'many conditions on a few attributes',
    genes: { attributes: range(1, 1, 50), expected: choice(...Object.keys(EXPECTED)) },
    context: ({ attribute, genes }) =>
      Object.fromEntries(Array.from({ length: genes.attributes }, (_, i) => [`${attribute}${i}`, 1.5])),
    leafAt:
      ({ attribute, genes }) =>
      (index) => ({ [`${attribute}${index % genes.attributes}`]: EXPECTED[genes.expected] }),
  }),
  byConditions({
    id: 'many-attributes',
    title: 'many conditions, each on another attribute',
    genes: { expected: choice(...Object.keys(EXPECTED)), path: choice('short', 'dotted') },
    context: ({ attribute, genes, contextBytes }) => {
      const flat = objectWithin(contextBytes - 8, (i) => attribute + i, 1);
      return genes.path === 'dotted' ? { [attribute]: flat } : flat;
    },
    leafAt({ attribute, attributes, genes }) {
      const names = Object.keys(attributes[attribute] ?? attributes);
      const prefix = genes.path === 'dotted' ? `${attribute}.` : '';
      return (index) => ({ [prefix + names[index % names.length]]: EXPECTED[genes.expected] });
    },
  }),
  byConditions({
    id: 'deep-path',
    title: 'dotted paths through deep objects',
    genes: { depth: range(3_000, 1, 3_000) },
    value: ({ genes, contextBytes }) => nested(Math.min(genes.depth, Math.floor((contextBytes - 8) / 6))),
    leaf: ({ attribute, attributes, bytes }) => ({
      [path(attribute, Math.max(1, Math.min(depthOf(attributes[attribute]), bytes / 2 - 20)))]: -1,
    }),
  }),
];

function path(attribute, depth) {
  return attribute + '.a'.repeat(depth);
}

function nested(depth) {
  let value = 1;
  for (let i = 0; i < depth; i++) value = { a: value };
  return value;
}

function depthOf(value) {
  let depth = 0;
  for (let each = value; typeof each === 'object'; each = each.a) depth++;
  return depth;
}
