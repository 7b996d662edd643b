import { listWithin } from '../fill.mjs';
import { choice, range } from '../genes.mjs';

const MOST_FLAGS = 10_000;

/** On for everyone, though it takes an evaluation to know. */
const ON = { rules: [{ when: { missing: { $exists: false } } }] };

export const requirements = [
  {
    id: 'requires-lattice',
    title: 'a lattice of 10,000 flags that require each other',
    genes: { layers: range(31, 1, 31), each: range(20, 1, 200) },
    make({ attribute, genes: { layers, each } }) {
      const width = Math.floor(MOST_FLAGS / layers);
      const name = (layer, i) => `${attribute}${layer}.${i % width}`;
      const next = (layer, i) => Array.from({ length: each }, (_, k) => name(layer, i + k));
      const others = new Map();
      for (let layer = 0; layer < layers; layer++) {
        for (let i = 0; i < width; i++) {
          others.set(name(layer, i), layer === layers - 1 ? ON : { ...ON, requires: next(layer + 1, i) });
        }
      }
      return { rules: [], requires: next(0, 0), contexts: [{}], others };
    },
  },
  {
    id: 'requires-constants',
    title: 'flags that require flags that are always on',
    genes: {
      flags: range(300, 1, 9_000),
      required: range(3_000, 1, 200_000),
      names: choice('different', 'the same'),
    },
    make({ attribute, genes, bytes }) {
      const name = (i) => (genes.names === 'different' ? `${attribute}${i}` : attribute);
      const required = listWithin(bytes - 80, name, genes.required);
      const flags = listWithin(bytes - 80, (i) => `${attribute}-f${i}`, genes.flags);
      return {
        rules: [],
        requires: flags,
        contexts: [{}],
        others: new Map([
          ...required.map((each) => [each, {}]),
          ...flags.map((each) => [each, { ...ON, requires: required }]),
        ]),
      };
    },
  },
  {
    id: 'requires-again',
    title: 'one flag required again and again, which requires another so',
    genes: { asked: range(9_000, 1, 200_000), required: range(200_000, 1, 200_000) },
    make: ({ attribute, genes, bytes }) => ({
      rules: [],
      requires: listWithin(bytes - 80, () => `${attribute}1`, genes.asked),
      contexts: [{}],
      others: new Map([
        [`${attribute}1`, { ...ON, requires: listWithin(bytes - 80, () => `${attribute}2`, genes.required) }],
        [`${attribute}2`, {}],
      ]),
    }),
  },
];
