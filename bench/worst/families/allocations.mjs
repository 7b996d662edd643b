import { listWithin, objectWithin, textWithin } from '../fill.mjs';
import { choice, range } from '../genes.mjs';

export const allocations = [
  {
    id: 'split',
    title: 'a split with many variants, the last one served',
    genes: { key: choice('short', 'long') },
    make: ({ genes, bytes, contextBytes }) => ({
      rules: [{ split: { ...objectWithin(bytes - 60, (i) => `v${i}`, 0), y: 1, z: 2_000_000_000 } }],
      contexts: [{ targetingKey: keyOf(genes, contextBytes) }],
    }),
  },
  {
    id: 'users',
    title: 'lists of 50,000 users',
    genes: { key: choice('short', 'long'), users: range(50_000, 1, 50_000) },
    make({ genes, bytes, contextBytes, rules }) {
      const lists = [];
      const user = (i) => `u${lists.length}.${i}`;
      for (
        let left = bytes - 20;
        left > 0 && lists.length < rules;
        left -= JSON.stringify(lists.at(-1)).length + 1
      ) {
        lists.push({ users: listWithin(left - 12, user, genes.users) });
      }
      return { rules: lists, contexts: [{ targetingKey: keyOf(genes, contextBytes) }] };
    },
  },
];

function keyOf({ key }, contextBytes) {
  return key === 'long' ? textWithin(contextBytes - 30) : 'user-1';
}
