import { listWithin, textWithin } from '../fill.mjs';
import { choice, range } from '../genes.mjs';

const HARDLY_ANY = 0.000001;
const RAMP = { from: 0, to: HARDLY_ANY, start: '2020-01-01T00:00:00Z', end: '2100-01-01T00:00:00Z' };

/** As many rules as there may be, none of which lets the key in. */
function rolloutRules({ rule, ...family }) {
  return {
    ...family,
    genes: { key: choice('long', 'short'), wide: choice(false, true), ...family.genes },
    make({ attribute, genes, bytes, contextBytes, rules }) {
      const key = genes.key === 'long' ? textWithin(contextBytes - 30, genes) : 'user-1';
      const each = (index) => rule({ attribute, genes, index, bytes: bytes / rules });
      return {
        rules: listWithin(bytes - 20, each, rules),
        contexts: [genes.by === undefined ? { targetingKey: key } : { [attribute]: key }],
      };
    },
  };
}

export const rollouts = [
  rolloutRules({
    id: 'sticky-rules',
    title: 'sticky rollouts, a rule each, a long key',
    genes: { share: choice('fixed', 'ramp') },
    rule: ({ genes }) => ({ rollout: genes.share === 'ramp' ? RAMP : HARDLY_ANY }),
  }),
  rolloutRules({
    id: 'sticky-rules-seeds',
    title: 'sticky rollouts with seeds, a rule each, a long key',
    genes: { hash: choice('murmur3', 'launchdarkly', 'flipper-ruby') },
    rule: ({ genes, index }) => ({
      rollout: HARDLY_ANY,
      seed: `s${index}`,
      ...(genes.hash === 'murmur3' ? {} : { hash: genes.hash }),
    }),
  }),
  rolloutRules({
    id: 'sticky-rules-by',
    title: 'sticky rollouts by lists of attributes, a rule each',
    genes: { by: range(60_000, 2, 60_000) },
    rule: ({ attribute, genes, index, bytes }) => ({
      rollout: HARDLY_ANY,
      seed: `s${index}`,
      by: listWithin(Math.max(20, bytes - 60), () => attribute, genes.by),
    }),
  }),
  rolloutRules({
    id: 'unsticky-rules',
    title: 'unsticky rollouts, a rule each',
    rule: () => ({ rollout: HARDLY_ANY, sticky: false }),
  }),
];
