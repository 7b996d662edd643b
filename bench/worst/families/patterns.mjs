import { byConditions } from '../conditions.mjs';
import { listWithin, randomText } from '../fill.mjs';
import { choice, range } from '../genes.mjs';
import { PATTERNS } from './pattern-sources.mjs';

/** The most UTF-16 units of a text that a pattern is asked about. */
const MOST_UNITS = 4_096;

/** A text a context, so that an engine that keeps what it learnt about one text gains nothing from it. */
const CONTEXTS = 26;

function patterns(kind, texts) {
  const { title, letters, ending, operators = ['$regex', '$regexi'], n, make } = PATTERNS[kind];
  const inList = texts === 'list';
  return byConditions({
    id: `pattern-${kind}${inList ? '-list' : ''}`,
    title: inList ? `${title}, texts in a list` : title,
    patterns: true,
    genes: {
      n,
      operator: choice(...operators),
      letters: choice('random', 'same'),
      length: range(MOST_UNITS, 1, MOST_UNITS),
    },
    contexts({ attribute, genes, contextBytes }) {
      const units = Math.min(genes.length, Math.floor((contextBytes - 12) / Buffer.byteLength(letters[0])));
      const alphabet = genes.letters === 'random' ? letters : letters[0];
      // What a pattern ends with stands first: a search for it alone must not show that the pattern can't match.
      const text = (place) => ending + randomText(Math.max(1, units - ending.length), alphabet, place);
      return Array.from({ length: CONTEXTS }, (_, i) => ({
        [attribute]: inList ? listWithin(contextBytes, (element) => text(i * 1_000 + element)) : text(i),
      }));
    },
    leafAt({ attribute, genes }) {
      const test = (index) => ({
        [genes.operator]: make(Math.max(1, genes.n - (index % 16)), index) + ending,
      });
      return (index) => ({ [attribute]: inList ? { $elemMatch: test(index) } : test(index) });
    },
  });
}

export const patternFamilies = Object.keys(PATTERNS).flatMap((kind) => [
  patterns(kind, 'single'),
  patterns(kind, 'list'),
]);
