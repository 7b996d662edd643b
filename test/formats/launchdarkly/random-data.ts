import type { JsonValue } from '@halyard/core';

type Random = () => number;

type Json = { readonly [key: string]: JsonValue };

function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)]!;
}

const VARIATIONS: readonly JsonValue[] = [true, 'b', { cols: 3 }];

const VALUES: readonly JsonValue[] = [
  '',
  'a',
  'pro',
  'Pro',
  '5',
  '2.0.0',
  '2.1',
  '2',
  'v1.0.0',
  '1.0.0-beta.2',
  '2026-01-01T00:00:00Z',
  '1767225600000',
  0,
  5,
  7.5,
  -1,
  17672256e5,
  true,
  false,
  [],
  ['a', 'pro'],
  [5, '2.1'],
  {},
];

/** A segment and two flags, of which `a` may require `b`. */
export function randomData(random: Random): {
  readonly flags: Readonly<Record<string, Json>>;
  readonly segments: Readonly<Record<string, Json>>;
} {
  const segment = {
    key: 's',
    version: 1,
    included: pick(random, [[], ['alice']]),
    excluded: pick(random, [[], ['bob']]),
    includedContexts: pick(random, [[], [{ contextKind: 'org', values: ['o1'] }]]),
    salt: 'salt',
    rules: [
      {
        clauses: [randomClause(random, false)],
        ...pick(random, [{}, { weight: 40000 }, { weight: 40000, bucketBy: 'plan' }]),
      },
    ],
  };
  const b = { ...flagOf(random, 'b'), prerequisites: [] };
  return { flags: { a: flagOf(random, 'a'), b }, segments: { s: segment } };
}

function flagOf(random: Random, key: string): Json {
  const requires = pick<JsonValue>(random, [
    [],
    [],
    [],
    [{ key: 'b', variation: pick(random, [0, 1]) }],
    [{ key: 'missing', variation: 0 }],
  ]);
  return {
    key,
    version: 1,
    on: random() < 0.9,
    variations: VARIATIONS,
    offVariation: pick(random, [0, 1, 2, null]),
    salt: pick(random, ['s1', 's2']),
    prerequisites: requires,
    targets: pick<JsonValue>(random, [[], [{ variation: 1, values: ['alice'] }]]),
    contextTargets: pick<JsonValue>(random, [
      [],
      [],
      [
        { contextKind: 'user', variation: 1, values: [] },
        { contextKind: 'org', variation: 2, values: ['o1'] },
      ],
    ]),
    rules: Array.from({ length: pick(random, [0, 1, 2]) }, (_, i) => ({
      id: `r${i}`,
      clauses: Array.from({ length: pick(random, [1, 1, 2]) }, () => randomClause(random, true)),
      ...randomServe(random),
    })),
    fallthrough: randomServe(random),
  };
}

function randomServe(random: Random): Json {
  const weights = pick(random, [
    [50000, 50000],
    [33333, 33333, 33334],
    [0, 100000],
    [10000, 20000, 0],
  ]);
  const variations = weights.map((weight, variation) => ({ variation, weight }));
  return pick<Json>(random, [
    { variation: pick(random, [0, 1, 2]) },
    { rollout: { variations } },
    { rollout: { variations, bucketBy: 'plan' } },
    { rollout: { variations, contextKind: 'org', bucketBy: 'tier' } },
    { rollout: { kind: 'experiment', seed: 61, variations, contextKind: pick(random, ['user', 'org']) } },
  ]);
}

function randomClause(random: Random, withSegment: boolean): JsonValue {
  const negate = random() < 0.3;
  const values = [pick(random, VALUES), pick(random, VALUES)];
  const attribute = pick(random, ['plan', 'version', 'tags', 'key', 'anonymous']);
  const of = pick<Json>(random, [
    { attribute },
    { attribute, contextKind: 'user' },
    { attribute: '/account/tier', contextKind: 'user' },
    { attribute: 'tier', contextKind: 'org' },
  ]);
  const operators = [
    'in',
    'in',
    'startsWith',
    'endsWith',
    'contains',
    'lessThan',
    'greaterThanOrEqual',
    'before',
    'after',
  ];
  const versions = ['semVerEqual', 'semVerLessThan', 'semVerGreaterThan'];
  return pick<JsonValue>(random, [
    { ...of, op: pick(random, operators), values, negate },
    { ...of, op: pick(random, operators), values, negate },
    { ...of, op: pick(random, versions), values, negate },
    { ...of, op: 'matches', values: [pick(random, ['^p', '[0-9]$', '('])], negate },
    { attribute: 'kind', op: 'in', values: [pick(random, ['user', 'org'])], negate },
    ...(withSegment
      ? [{ attribute: '', op: 'segmentMatch', values: [pick(random, ['s', 'none'])], negate }]
      : []),
    { ...of, op: 'near', values, negate },
  ]);
}

/** The same context for LaunchDarkly and for Halyard. */
export function randomContexts(random: Random): {
  readonly theirs: Json;
  readonly ours: Record<string, JsonValue>;
} {
  const key = pick(random, ['alice', 'bob', `user-${Math.floor(random() * 1000)}`]);
  const attributes: Record<string, JsonValue> = {};
  for (const name of ['plan', 'version', 'tags']) if (random() < 0.8) attributes[name] = pick(random, VALUES);
  if (random() < 0.3) attributes['anonymous'] = random() < 0.5;
  if (random() < 0.6) attributes['account'] = { tier: pick(random, VALUES) };
  const org = { key: pick(random, ['o1', 'o2']), tier: pick(random, VALUES) };
  const kind = pick(random, ['user', 'multi', 'org']);
  if (kind === 'org') return { theirs: { kind, ...org }, ours: { org } };
  const ours = { targetingKey: key, ...attributes };
  if (kind === 'user') return { theirs: { kind, key, ...attributes }, ours };
  return { theirs: { kind, user: { key, ...attributes }, org }, ours: { ...ours, org } };
}
