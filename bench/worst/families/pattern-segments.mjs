import { jsonBytes, listWithin, randomText } from '../fill.mjs';
import { range } from '../genes.mjs';
import { PATTERNS } from './pattern-sources.mjs';

const UNITS = 4_096;
const CONTEXTS = 26;
const { letters, ending, make } = PATTERNS.window;

export const patternSegments = [
  {
    id: 'pattern-segments',
    title: 'many segments with a pattern each',
    patterns: true,
    genes: { segments: range(100, 1, 5_000), asked: range(100, 1, 10_000), n: range(900, 1, 1_000) },
    make({ attribute, genes, bytes, contextBytes }) {
      const count = Math.min(genes.segments, genes.asked);
      const units = Math.min(UNITS, contextBytes - jsonBytes({ [attribute]: '' }));
      const asking = listWithin(bytes - 40, (i) => ({ $segment: attribute + (i % count) }), genes.asked);
      const condition = { [attribute]: { $regex: make(genes.n) + ending } };
      return {
        rules: [{ when: { $or: asking } }],
        contexts: Array.from({ length: CONTEXTS }, (_, i) => ({
          [attribute]: ending + randomText(units - ending.length, letters, i),
        })),
        others: new Map(asking.map(({ $segment }) => [`$segment.${$segment}`, condition])),
      };
    },
  },
];
