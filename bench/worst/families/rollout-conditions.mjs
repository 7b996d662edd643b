import { byConditions } from '../conditions.mjs';
import { listWithin, textWithin } from '../fill.mjs';
import { choice, range } from '../genes.mjs';

/** A share so small that hardly any key is in it, and that lies between the steps of the coarser hashes. */
const HARDLY_ANY = [99.9991, 99.9992];

const HASHES = ['murmur3', 'launchdarkly', 'growthbook-1', 'growthbook-2', 'flipper-ruby'];

const rollout = ({ hash }, index, more = {}) => ({
  $rollout: { range: HARDLY_ANY, seed: `s${index}`, ...(hash === 'murmur3' ? {} : { hash }), ...more },
});

export const rolloutConditions = [
  byConditions({
    id: 'rollout-condition',
    title: '$rollout as a condition, a long key',
    genes: { hash: choice(...HASHES), wide: choice(false, true), letter: choice('a', 'Ж') },
    context: ({ genes, contextBytes }) => ({ targetingKey: textWithin(contextBytes - 20, genes) }),
    leafAt:
      ({ genes }) =>
      (index) =>
        rollout(genes, index),
  }),
  byConditions({
    id: 'rollout-condition-by',
    title: '$rollout as a condition, by a long list of attributes',
    genes: { hash: choice(...HASHES), attributes: range(100, 2, 60_000), length: range(60_000, 1, 60_000) },
    value: ({ genes, contextBytes }) => textWithin(Math.min(genes.length + 2, contextBytes)),
    leafAt({ attribute, genes, bytes }) {
      const by = listWithin(bytes - 90, () => attribute, genes.attributes);
      return (index) => rollout(genes, index, { by });
    },
  }),
];
