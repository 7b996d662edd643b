import { FeatureFlags, MemoryBackend } from '@halyard/core';
import type { HostileKind } from '../hostile-kind.js';
import { hostileValue } from '../hostile-value.js';

const CONDITIONS: readonly object[] = [
  { plan: 'pro' },
  { 'account.plan': { $in: ['pro', 1, null, { a: 1 }] } },
  { age: { $gt: 21, $lte: '99' }, plan: { $ne: 'free' } },
  { plan: { $startsWithi: 'p', $endsWith: 'o', $containsi: 'R' } },
  { list: { $all: ['a', 1], $size: { $gt: 1 } } },
  { list: { $elemMatch: { plan: { $exists: true } } } },
  { plan: { $regexi: '^(p|P)+r.*o$', $notRegex: '(a+)+$' } },
  { plan: { $veq: '1.2.3' }, age: { $mod: [4, 1] } },
  { plan: { $before: '2026-12-01T00:00:00Z' }, age: { $type: 'number' } },
  { plan: { $inCidr: ['10.0.0.0/8', '::/0'] } },
  { $or: [{ $segment: 'pro' }, { $rollout: 50 }, { $not: { constructor: { $exists: true } } }] },
  { $nor: [{ plan: { $nini: ['PRO'] } }, { __proto__: 1 }] },
];

const definitions = [
  ...CONDITIONS.map((when) => ({ rules: [{ when }] })),
  '25%',
  'users:alice,bob',
  'on',
  { rules: [{ rollout: 30, by: ['account.plan', 'targetingKey'] }] },
  { rules: [{ split: { a: 1, b: 2 } }], default: 'a' },
  { requires: ['flag-0', 'flag-1'], rules: [{ when: { $segment: 'pro' } }] },
];

type Read = (flags: FeatureFlags, name: string, context: never) => void;

/** One read a case, so that it is what takes the time. */
const READS: readonly Read[] = [
  (flags, name, context) => {
    const { on, value, reason } = flags.evaluate(name, context);
    if (typeof on !== 'boolean' || value === undefined || typeof reason !== 'string') throw new Error(name);
  },
  (flags, name, context) => {
    if (typeof flags.isEnabled(name, context) !== 'boolean') throw new Error(name);
  },
  (flags, name, context) => {
    if (flags.explain(name, context).lines.length === 0) throw new Error(name);
  },
  (flags, name, context) => {
    JSON.stringify(flags.getDetails(name, 'fallback', context));
  },
  (flags, name, context) => {
    if (typeof flags.at(context).isEnabled(name) !== 'boolean') throw new Error(name);
  },
];

/** Contexts of every shape, for flags of every operator: each read answers; only a view throws, and only its own error. */
export const contexts: HostileKind = {
  name: 'contexts',
  // Of any size: an evaluation takes 1,000,000 steps at most, some 20 ms.
  limitMs: 50,
  async open() {
    const backend = new MemoryBackend({
      '$segment.pro': { plan: { $in: ['pro', 'team'] } } as never,
      ...Object.fromEntries(definitions.map((each, i) => [`flag-${i}`, each as never])),
    });
    const flags = await FeatureFlags.open(backend, { logger: false });
    const names = flags.all().map(({ name }) => name);
    return (random) => {
      const context = hostileValue(random) as never;
      const name = random.of(names);
      const read = random.of(READS);
      return () => read(flags, name, context);
    };
  },
};
