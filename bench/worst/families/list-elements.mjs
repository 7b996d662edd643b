import { byConditions } from '../conditions.mjs';
import { jsonBytes, listWithin } from '../fill.mjs';
import { choice, range } from '../genes.mjs';

export const listElements = [
  byConditions({
    id: 'in-objects',
    title: '$in of objects over a list of objects',
    genes: { operands: range(200_000, 1, 200_000), keys: range(1, 1, 50), depth: range(1, 1, 20) },
    value: ({ genes, contextBytes }) => listWithin(contextBytes, (i) => object(genes, i, contextBytes)),
    leaf: ({ attribute, genes, bytes }) => ({
      [attribute]: { $in: listWithin(bytes, (i) => object(genes, -1 - i, bytes), genes.operands) },
    }),
  }),
  byConditions({
    id: 'elem-match',
    title: '$elemMatch over a long list, again and again',
    genes: { elements: choice('numbers', 'objects') },
    value: ({ genes, contextBytes }) =>
      listWithin(contextBytes, () => (genes.elements === 'numbers' ? 1 : { x: 1 })),
    leaf: ({ attribute, genes }) => ({
      [attribute]: { $elemMatch: genes.elements === 'numbers' ? { $gt: 5 } : { x: { $gt: 5 } } },
    }),
  }),
  byConditions({
    id: 'elem-match-many',
    title: '$elemMatch of many conditions over a long list',
    genes: { conditions: range(200_000, 1, 200_000), elements: choice('numbers', 'objects', 'empty') },
    value: ({ genes, contextBytes }) => listWithin(contextBytes, () => ELEMENTS[genes.elements]),
    leaf: ({ attribute, genes, bytes }) => ({
      [attribute]: { $elemMatch: { $or: listWithin(bytes, (i) => ({ x: -i }), genes.conditions) } },
    }),
  }),
  byConditions({
    id: 'elem-match-nested',
    title: '$elemMatch in $elemMatch over lists of lists',
    genes: { depth: range(3, 1, 12) },
    value: ({ genes, contextBytes }) => listsInLists(contextBytes, genes.depth),
    leaf: ({ attribute, genes }) => ({ [attribute]: matchInside(genes.depth) }),
  }),
];

const ELEMENTS = { numbers: 1, objects: { x: 1 }, empty: {} };

/** An object that differs from the others in its last key only, inside as many objects as asked. */
function object({ keys, depth }, last, bytes) {
  const most = Math.max(1, Math.min(keys, bytes / 20));
  let value = Object.fromEntries(Array.from({ length: most }, (_, i) => [`k${i}`, 0]));
  value.z = last;
  for (let i = 1; i < depth; i++) value = { o: value };
  return value;
}

function listsInLists(bytes, depth) {
  let value = 1;
  for (let left = depth; left > 0; left--) {
    const room = left === 1 ? bytes : bytes ** ((depth - left + 1) / depth);
    const inside = value;
    value = listWithin(Math.max(room, jsonBytes([inside])), () => inside);
  }
  return value;
}

function matchInside(depth) {
  return { $elemMatch: depth === 1 ? { $gt: 5 } : matchInside(depth - 1) };
}
