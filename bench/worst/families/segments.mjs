import { listWithin } from '../fill.mjs';
import { range } from '../genes.mjs';

const NEVER = { never: 1 };

export const segments = [
  {
    id: 'segment-lattice',
    title: 'segments nested in a lattice',
    genes: { layers: range(14, 1, 31), width: range(2, 1, 500) },
    make({ attribute, genes: { layers, width } }) {
      const name = (layer, i) => `${attribute}${layer}.${i}`;
      const all = (layer) => ({
        $or: Array.from({ length: width }, (_, i) => ({ $segment: name(layer, i) })),
      });
      const others = new Map();
      for (let layer = 0; layer < layers; layer++) {
        const condition = layer === layers - 1 ? { $or: [NEVER, NEVER] } : all(layer + 1);
        for (let i = 0; i < width; i++) others.set(`$segment.${name(layer, i)}`, condition);
      }
      return { rules: [{ when: all(0) }], contexts: [{}], others };
    },
  },
  {
    id: 'segment-again',
    title: 'one large segment, asked again and again',
    genes: { asked: range(9_000, 1, 60_000), conditions: range(200_000, 1, 200_000) },
    make({ attribute, genes, bytes }) {
      const asking = listWithin(bytes - 40, () => ({ $segment: attribute }), genes.asked);
      const large = {
        $or: [{ $or: [NEVER] }, ...listWithin(bytes - 40, () => ({ a: 1 }), genes.conditions)],
      };
      return {
        rules: [{ when: { $or: asking } }],
        contexts: [{}],
        others: new Map([[`$segment.${attribute}`, large]]),
      };
    },
  },
  {
    id: 'segments-large',
    title: 'many large segments',
    genes: { segments: range(20, 1, 2_000), conditions: range(200_000, 1, 200_000) },
    make({ attribute, genes, bytes }) {
      const large = {
        $or: [{ $or: [NEVER] }, ...listWithin(bytes - 40, () => ({ a: 1 }), genes.conditions)],
      };
      const asking = listWithin(bytes - 40, (i) => ({ $segment: attribute + i }), genes.segments);
      return {
        rules: [{ when: { $or: asking } }],
        contexts: [{}],
        others: new Map(asking.map(({ $segment }) => [`$segment.${$segment}`, large])),
      };
    },
  },
];
