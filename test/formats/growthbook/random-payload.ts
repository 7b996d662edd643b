import type { JsonValue } from '@halyard/core';

type Random = () => number;

function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)]!;
}

const ATTRIBUTES = ['plan', 'seats', 'beta', 'version', 'tags', 'account.tier'] as const;

const LITERALS: readonly JsonValue[] = ['a', 'pro', '5', 'true', 'false', 0, 5, 7.5, true, false, null];

const VALUES: readonly JsonValue[] = [
  '',
  'a',
  'pro',
  'Pro',
  '5',
  'true',
  'false',
  'off',
  'x5',
  0,
  5,
  7.5,
  -1,
  true,
  false,
  ['a', 'pro'],
  ['x', 5],
  {},
  { tier: 'a' },
];

/** Versions of three parts: of others, GrowthBook compares padded text. */
const VERSIONS = [
  '1.2.3',
  '1.10.0',
  'v2.0.0',
  '2.0.0-beta',
  '2.0.0-beta.2',
  '2.0.0-rc.1+build',
  '10.0.0',
] as const;

const VERSION_OPERATORS = ['$veq', '$vne', '$vgt', '$vgte', '$vlt', '$vlte'] as const;

/** A payload of two features, of which `a` may depend on `parent`. */
export function randomPayload(random: Random): { readonly [key: string]: JsonValue } {
  const parent = {
    defaultValue: 'v1',
    rules: [{ condition: randomCondition(random, 1), force: pick(random, ['v2', 0]) }],
  };
  const rules = Array.from({ length: pick(random, [0, 1, 2, 3]) }, (_, i) => ({
    id: `r${i}`,
    ...randomRule(random),
  }));
  return {
    savedGroups: { vips: ['a', 'pro', 5], later: { type: 'list', attributeKey: 'plan', values: ['pro'] } },
    contextualBandits: {
      learned: {
        contexts: [
          { leafId: 1, condition: randomCondition(random, 1), weights: [0.9, 0.1] },
          { leafId: 2, condition: randomCondition(random, 1), weights: [0.2, 0.8] },
        ],
      },
      explored: { contexts: [] },
    },
    features: { parent, a: { defaultValue: pick(random, [false, 'none', 0, null, { cols: 2 }]), rules } },
  };
}

/** A payload of features that depend on each other in random circles, on one or two others each. */
export function randomCircles(random: Random): { readonly [key: string]: JsonValue } {
  const names = ['a', 'b', 'c', 'd'];
  const features = names.map((name) => {
    const rules = Array.from({ length: pick(random, [0, 1, 1, 2]) }, () => ({
      parentConditions: Array.from({ length: pick(random, [1, 1, 2]) }, () => ({
        id: pick(random, names),
        condition: { value: pick(random, ['v1', 'v2']) },
        gate: random() < 0.5,
      })),
      ...(random() < 0.7 ? { force: 'v2' } : {}),
    }));
    return [name, { defaultValue: 'v1', rules }] as const;
  });
  return { features: Object.fromEntries(features) };
}

function randomRule(random: Random): { readonly [key: string]: JsonValue } {
  const depends = [
    {
      id: pick(random, ['parent', 'missing']),
      condition: { value: pick<JsonValue>(random, ['v1', 'v2', 0, { $ne: 'v1' }]) },
    },
  ];
  const parentConditions = depends.map((each) => ({ ...each, gate: random() < 0.4 }));
  const base = {
    ...(random() < 0.6 ? { condition: randomCondition(random, 2) } : {}),
    ...(random() < 0.15 ? { parentConditions } : {}),
    ...(random() < 0.15
      ? {
          filters: [
            {
              seed: 'lane',
              hashVersion: pick(random, [1, 2]),
              ranges: [
                [0, 0.3],
                [0.6, 0.85],
              ],
            },
          ],
        }
      : {}),
  };
  const bucketing = {
    ...(random() < 0.5 ? { hashVersion: pick(random, [1, 2, 2, 3]) } : {}),
    ...(random() < 0.3 ? { seed: 's' } : {}),
    ...(random() < 0.3 ? { hashAttribute: 'company' } : {}),
  };
  const force = pick<JsonValue>(random, [true, 'on', 5, null]);
  return {
    ...base,
    ...pick<{ readonly [key: string]: JsonValue }>(random, [
      { force },
      { force, coverage: pick(random, [0, 0.25, 0.333, 1]), ...bucketing },
      {
        force,
        range: pick(random, [
          [0, 0.5],
          [0.2, 0.21],
          [0.5, 1],
        ]),
        ...bucketing,
      },
      {
        variations: ['x', 'y', 'z'],
        weights: pick(random, [
          [0.2, 0.3, 0.5],
          [0.33, 0.33, 0.34],
        ]),
        coverage: pick(random, [1, 0.5]),
        ...(random() < 0.3 ? { namespace: ['ns', 0.2, 0.7] } : {}),
        ...bucketing,
      },
      {
        variations: [1, 2],
        ranges: [
          [0, 0.4],
          [0.4, 0.9],
        ],
        meta: [{}, { passthrough: random() < 0.5 }],
        ...bucketing,
      },
      {
        contextualVariations: ['x', 'y'],
        contextualBanditRef: pick(random, ['learned', 'learned', 'explored', 'none']),
        weights: [0.5, 0.5],
        coverage: pick(random, [1, 0.5]),
        ...bucketing,
      },
      { variations: ['only'] },
      {},
    ]),
  };
}

function randomCondition(random: Random, depth: number): { readonly [key: string]: JsonValue } {
  const inside = (count: number): JsonValue[] =>
    Array.from({ length: count }, () => randomCondition(random, depth - 1));
  const joins = depth === 0 ? [] : (['$and', '$or', '$nor', '$not', '$savedGroup'] as const);
  const kind = pick(random, ['test', 'test', 'test', ...joins]);
  if (kind === '$savedGroup') return { $savedGroup: { id: pick(random, ['later', 'vips', 'none']) } };
  if (kind === '$not') return { $not: inside(1)[0]! };
  if (kind !== 'test') return { [kind]: inside(pick(random, [0, 1, 2])) };
  if (random() < 0.15) return { release: { [pick(random, VERSION_OPERATORS)]: pick(random, VERSIONS) } };
  return { [pick(random, ATTRIBUTES)]: randomTest(random) };
}

function randomTest(random: Random): JsonValue {
  const literal = pick(random, LITERALS);
  const literals = [literal, pick(random, LITERALS)];
  return pick<JsonValue>(random, [
    literal,
    { $eq: literal },
    { $ne: literal },
    { $in: literals },
    { $nin: literals },
    { $exists: random() < 0.5 },
    { $regex: pick(random, ['^p', '^[0-9]', '(']) },
    { $inGroup: pick(random, ['vips', 'later', 'none']) },
    { $notInGroup: pick(random, ['vips', 'later', 'none']) },
    { $elemMatch: { $eq: 'a' } },
    { $size: 2 },
    { $all: ['a'] },
    { $type: pick(random, ['string', 'number', 'boolean', 'array', 'object', 'null']) },
    { $not: { $eq: literal } },
  ]);
}

/** Attributes with values of any type. */
export function randomAttributes(random: Random): Record<string, JsonValue> {
  const attributes: Record<string, JsonValue> = {
    id: pick<JsonValue>(random, ['u1', `u${Math.floor(random() * 1000)}`, Math.ceil(random() * 1000), '']),
  };
  if (random() < 0.9) attributes['release'] = pick(random, VERSIONS);
  if (random() < 0.7) attributes['company'] = `c${Math.floor(random() * 100)}`;
  for (const attribute of ATTRIBUTES) {
    const [first, within] = attribute.split('.') as [string, string?];
    if (random() < 0.8)
      attributes[first] = within === undefined ? pick(random, VALUES) : { [within]: pick(random, VALUES) };
  }
  return attributes;
}
