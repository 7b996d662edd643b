import type { Condition, FlagDefinition, JsonValue, Rollout, Rule, Schedule } from '@halyard/core';
import fc from 'fast-check';
import type { Bucketing } from '../../support/reference/bucketing.js';

// Names that an object must not trip over, beside ordinary ones.
const word = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('plan', 'age', 'country', 'account.plan', 'beta') },
  { weight: 1, arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', '', 'é', '🚀', 'a b') },
);

// What a variant may be called.
const variantName = word.filter((name) => name !== '');

/** Any JSON; keys of objects never start with `$`, so that it is not an operator object. */
const json: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom<JsonValue>(null, true, false, 0, 5, -1.5, '', '5', 'pro', 'half a pair \ud800'),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(word, tie('value'), { maxKeys: 3 }),
  ),
})).value;

const pattern = fc.constantFrom('^a', 'b+$', '(x|y)*', '\\d{2,4}', '[^/]+', '\\p{Greek}');
const instant = fc.constantFrom(
  '2026-12-01T00:00:00Z',
  '2026-12-01T10:30+01:00',
  '2026-12-01T12:00:00.25-08:00',
);
const range = fc.constantFrom('10.0.0.0/8', '203.0.113.7', '2001:db8::/32', '::ffff:10.0.0.0/104');
const laterInstant = fc.constantFrom('2027-01-01T00:00:00Z', '2028-02-29T23:59:59Z');

const comparison = fc.record(
  {
    $eq: json,
    $ne: json,
    $gt: fc.constantFrom(18, '18', 'm'),
    $lte: fc.constantFrom(18, '18', 'm'),
    $in: fc.array(json, { maxLength: 3 }),
    $nini: fc.array(json, { maxLength: 3 }),
    $exists: fc.boolean(),
    $type: fc.constantFrom('string', 'array', 'undefined'),
    $all: fc.array(json, { maxLength: 2 }),
    $alli: fc.array(json, { maxLength: 2 }),
    $startsWith: fc.string(),
    $containsi: fc.string(),
    $mod: fc.constantFrom([4, 1], [-2.5, 0]),
    $modRange: fc.constantFrom([10, 2, 5], [2, 0, 1]),
    $before: fc.constantFrom('2026-12-01T00:00:00Z', '2026-12-01t10:30:00.25+01:00', '1796126400000', 0),
    $inCidr: fc.array(range, { maxLength: 2 }),
    $notInCidr: fc.array(range, { maxLength: 2 }),
    $regex: pattern,
    $notRegexi: pattern,
    $vgte: fc.constantFrom('V1.2', '2.0.0-rc.1', '10.0.19045.4046'),
  },
  { requiredKeys: [] },
);

const attributePath = word.filter((path) => path !== '');
const attributePaths = fc.array(attributePath, { minLength: 1, maxLength: 3 });
const by: fc.Arbitrary<Bucketing> = fc.record(
  {
    by: fc.oneof(attributePath, attributePaths),
    fallback: fc.oneof(attributePath, attributePaths),
  },
  { requiredKeys: [] },
);
const ownHash: fc.Arbitrary<Bucketing> = fc.record(
  { seed: fc.string(), hash: fc.constant('murmur3' as const) },
  { requiredKeys: [] },
);
const otherHash: fc.Arbitrary<Bucketing> = fc.oneof(
  fc.record({
    seed: fc.string(),
    hash: fc.constantFrom('launchdarkly' as const, 'flipper-ruby' as const, 'microsoft' as const),
  }),
  fc.record(
    { seed: fc.string(), hash: fc.constant('unleash-variants' as const), total: fc.constantFrom(1, 3, 1000) },
    { requiredKeys: ['seed', 'hash'] },
  ),
);
const bounds = fc.constantFrom([0, 50], [12.5, 100], [0, 1e-7]);
const rolloutOperand: fc.Arbitrary<JsonValue> = fc.oneof(
  fc.constantFrom<JsonValue>(25, 0.5, 100, { range: [0, 20], hash: 'unleash', seed: 'group' }),
  fc
    .tuple(bounds, by, fc.oneof(ownHash, otherHash))
    .map(([each, key, hash]) => ({ range: each, ...key, ...hash })),
);

const schedule: fc.Arbitrary<Schedule> = fc.record(
  {
    from: instant,
    until: laterInstant,
    days: fc.array(fc.constantFrom('mon' as const, 'sun' as const), { minLength: 1, maxLength: 3 }),
    between: fc.constantFrom(
      ['09:00', '17:30'] as const,
      ['22:00', '06:00'] as const,
      ['18:00', '24:00'] as const,
    ),
    timezone: fc.constantFrom('UTC', 'Europe/Berlin', 'Etc/GMT+5'),
  },
  { requiredKeys: [] },
);

/** Keywords about the whole context, which an element of a list does not have. */
const ofContext: fc.Arbitrary<Condition> = fc.record(
  {
    $segment: fc.constantFrom('staff', '__proto__'),
    $rollout: rolloutOperand,
    $schedule: schedule.map((each) => each as unknown as JsonValue),
  },
  { requiredKeys: [] },
);

const connectives = (depth: number, leaf: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> =>
  fc
    .tuple(
      fc.record(
        {
          $and: fc.array(conditionOf(depth, leaf), { maxLength: 2 }),
          $or: fc.array(conditionOf(depth, leaf), { maxLength: 2 }),
          $nor: fc.array(conditionOf(depth, leaf), { maxLength: 2 }),
          $not: conditionOf(depth, leaf),
        },
        { requiredKeys: [] },
      ),
      leaf,
    )
    .map(([joined, each]) => ({ ...joined, ...each }));

const nestedOperators = (depth: number): fc.Arbitrary<Condition> =>
  fc.record(
    {
      $not: operatorsOf(depth),
      $size: fc.oneof(fc.nat(3), operatorsOf(depth)),
      $elemMatch: fc.oneof(operatorsOf(depth), conditionOf(depth, fc.constant({}))),
    },
    { requiredKeys: [] },
  );

function operatorsOf(depth: number): fc.Arbitrary<Condition> {
  const nested = depth === 0 ? fc.constant({}) : nestedOperators(depth - 1);
  return fc.tuple(comparison, nested).map(([plain, more]) => ({ $exists: true, ...plain, ...more }));
}

/** A condition; `leaf` is what it may ask of the whole context. */
function conditionOf(depth: number, leaf: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> {
  const attributes = fc.dictionary(word, fc.oneof(json, operatorsOf(depth)), { maxKeys: 3 });
  return depth === 0 ? attributes : fc.oneof(attributes, connectives(depth - 1, leaf));
}

/** A valid condition. */
const condition: fc.Arbitrary<Condition> = conditionOf(2, ofContext);

const percent = fc.constantFrom(0, 0.5, 1e-7, 25, 33.3, 100);
const rollout: fc.Arbitrary<number | Rollout> = fc.oneof(
  percent,
  percent.map((each) => ({ percent: each })),
  fc
    .tuple(percent, percent, instant, laterInstant)
    .map(([from, to, start, end]) => ({ from, to, start, end })),
);

/** The keys about bucketing of a rule with a rollout or a split. */
const bucketing = (hash: fc.Arbitrary<Bucketing>): fc.Arbitrary<Rule> =>
  fc.oneof(
    fc.constantFrom<Rule>({}, { sticky: false }),
    fc
      .tuple(by, hash, fc.constantFrom<Rule>({}, { sticky: true }))
      .map(([key, algorithm, sticky]) => ({ ...key, ...algorithm, ...sticky })),
  );
const splitBucketing = bucketing(ownHash);
const rolloutBucketing = bucketing(fc.oneof(ownHash, otherHash));

const requires = fc.array(
  fc.oneof(
    fc.constantFrom('billing_v2', '__proto__'),
    fc.constantFrom<NonNullable<FlagDefinition['requires']>[number]>(
      { flag: 'a', variant: 'b' },
      { flag: 'a', variant: ['b', 'c'] },
      { flag: 'a', enabled: false },
      { flag: 'a', enabled: true },
    ),
  ),
  { maxLength: 2 },
);

const weight = fc.constantFrom(0, 1, 50, 2 ** 20);
const user = fc.oneof(
  fc.constantFrom('alice', 'bob', 'b o b', ' padded', 'a,b', '', '__proto__', '\ud800'),
  fc.string(),
);

function rule(
  served: fc.Arbitrary<JsonValue>,
  splittable: fc.Arbitrary<string>,
  mustServe: boolean,
): fc.Arbitrary<Rule> {
  const split = fc
    .tuple(splittable, fc.dictionary(splittable, weight, { maxKeys: 3 }))
    .map(([name, weights]) => ({ split: Object.fromEntries([...Object.entries(weights), [name, 10]]) }));
  const serve: fc.Arbitrary<Rule> = fc.oneof(
    served.map((value) => ({ serve: value })),
    ...(mustServe ? [] : [fc.constant({})]),
  );
  const serving: fc.Arbitrary<Rule> = fc.oneof(
    serve,
    fc
      .tuple(serve, rollout, rolloutBucketing)
      .map(([value, share, keys]) => ({ ...value, rollout: share, ...keys })),
    fc.tuple(split, fc.option(rollout, { nil: undefined }), splitBucketing).map(([weights, share, keys]) => ({
      ...weights,
      ...(share !== undefined && { rollout: share }),
      ...keys,
    })),
  );
  const parts: fc.Arbitrary<Rule> = fc.record(
    { name: fc.string(), when: condition, users: fc.array(user, { maxLength: 3 }), schedule, requires },
    { requiredKeys: [] },
  );
  return fc.tuple(parts, serving).map(([part, answer]) => ({ ...part, ...answer }));
}

const describing: fc.Arbitrary<FlagDefinition> = fc.record(
  {
    enabled: fc.boolean(),
    requires,
    kind: fc.constantFrom(
      'release' as const,
      'experiment' as const,
      'operational' as const,
      'kill-switch' as const,
      'permission' as const,
    ),
    description: fc.string(),
    owner: fc.string(),
    tags: fc.array(fc.string(), { maxLength: 2 }),
    expires: fc.constantFrom('2027-01-31', '2028-02-29'),
    permanent: fc.boolean(),
    metadata: fc.dictionary(word, json, { maxKeys: 3 }),
  },
  { requiredKeys: [] },
);

const valued = fc.record(
  { default: json, rules: fc.array(rule(json, variantName, false), { maxLength: 3 }) },
  { requiredKeys: [] },
);

const varied = fc.dictionary(variantName, json, { minKeys: 1, maxKeys: 4 }).chain((variants) => {
  const name = fc.constantFrom(...Object.keys(variants));
  return fc.record(
    {
      variants: fc.constant(variants),
      default: name,
      rules: fc.array(rule(name, name, true), { maxLength: 3 }),
    },
    { requiredKeys: ['variants', 'default'] },
  );
});

const short: fc.Arbitrary<FlagDefinition> = fc.constantFrom<FlagDefinition>(
  {},
  { enabled: false },
  { default: false },
  { rules: [] },
  { rules: [{ rollout: 25 }] },
  { rules: [{ users: ['alice', 'bob'] }] },
);

/** A valid definition, as it comes out of `JSON.parse`. */
export const definition: fc.Arbitrary<FlagDefinition> = fc
  .oneof(
    short,
    user.map((key) => ({ rules: [{ users: [key, 'bob'] }] })),
    fc.tuple(describing, fc.oneof(valued, varied)).map(([about, rules]) => ({ ...about, ...rules })),
  )
  .map((source) => JSON.parse(JSON.stringify(source)) as FlagDefinition);

/** Values that a mistake puts in the place of a right one. */
const mistake = fc.oneof(
  json,
  fc.constantFrom<JsonValue>(
    {},
    [],
    { $gt: 5 },
    { $gtt: 5 },
    { $gt: 5, plain: 1 },
    { $and: [] },
    { percent: 5 },
    { deep: { $in: [1] } },
    101,
    -1,
    2 ** 53,
    0.5,
    '2026-12-01',
    '2026-12-01T00:00:00',
    '9:00',
    'mo',
  ),
);

const INSTANTS = { start: '2026-12-01T00:00:00Z', end: '2026-12-02T00:00:00Z' };

/** Values that are easily wrong under a certain key. */
export const MISTAKES: readonly (readonly [key: string, ...values: JsonValue[]])[] = [
  ['split', {}, { a: 0 }, { a: 1, b: 0.5 }, { a: -1 }, { a: '1' }, { '': 1 }],
  ['serve', 'nobody', 1],
  ['rollout', {}, { percent: 5, from: 1 }, { from: 1, to: 2 }, { from: 1, to: 2, percent: 3, ...INSTANTS }],
  ['rollout', { percent: 5, by: 'a' }, { percent: 5, seed: 's' }, { percent: 5, sticky: false }],
  ['by', '', [], ['a', ''], 5, 'a'],
  ['fallback', '', [], ['a', ''], 'a'],
  ['seed', 5, 's'],
  ['sticky', 'false', false, true],
  ['hash', 'md5', 'unleash', 'murmur3', 'launchdarkly'],
  ['total', 0, 1.5, 100],
  ['kind', 'ops', 'killswitch', null],
  ['schedule', { days: [] }, { days: ['mo'] }, { between: ['09:00'] }, { between: ['24:00', '09:00'] }, {}],
  ['schedule', { between: ['09:00', '10:00', '11:00'] }, { from: '2026-12-01' }, { timezone: '+01:00' }],
  [
    'when',
    { $gt: 5 },
    { $not: { $gt: 5 } },
    { a: { $not: {} } },
    { a: { $gt: 5, b: 1 } },
    { a: { b: { $in: [] } } },
  ],
  ['when', { $rollout: 0 }, { $rollout: 101 }, { $rollout: {} }, { $rollout: { range: [50, 50] } }],
  ['when', { $rollout: { range: [0, 5], hash: 'unleash' } }, { $rollout: { range: [0, 5], total: 3 } }],
  ['when', { $rollout: { range: [0, 0.5], hash: 'unleash', seed: '' } }, { $rollout: { range: [5] } }],
  ['when', { $schedule: { days: [] } }, { a: { $schedule: {} } }, { a: { $elemMatch: { $schedule: {} } } }],
  ['when', { a: { $rollout: 5 } }, { a: { $elemMatch: { $rollout: 5 } } }, { a: { $all: [{ $gt: 5 }] } }],
  ['when', { a: { $before: '2026-12-01' } }, { a: { $after: '1.5' } }, { a: { $before: null } }],
  [
    'when',
    { a: { $inCidr: '10.0.0.0/8' } },
    { a: { $inCidr: ['10.0.0.0/33'] } },
    { a: { $notInCidr: ['a'] } },
  ],
  ['when', { a: { $vgt: 'latest' } }, { a: { $veq: '' } }, { a: { $modRange: [100, 0, 200] } }],
  [
    'when',
    { a: { $modRange: [10, -1, 5] } },
    { a: { $modRange: [10, 5, 2] } },
    { a: { $modRange: [0, 0, 0] } },
  ],
  ['when', { a: { $size: {} } }, { a: { $size: 1.5 } }, { a: { $mod: [0, 1] } }, { a: { $mod: [1, 2, 3] } }],
  [
    'when',
    { a: { $mod: [1] } },
    { a: { $type: 'text' } },
    { a: { $gt: null } },
    { a: { $exists: 1 } },
    { $or: {} },
  ],
  [
    'when',
    { a: { $elemMatch: { $gt: 1, b: 1 } } },
    { a: { $elemMatch: { $not: { $gt: 1 } } } },
    { $segment: 'a b' },
    { a: { $elemMatch: { $segment: 'a' } } },
  ],
  ['users', 'alice', [5], [null]],
  ['variants', {}, { a: 1 }, { '': 1 }],
  ['rules', {}, [{}], [{ serve: 1, split: { a: 1 } }], [5]],
  ['requires', 'a', ['$a'], [{}], [{ flag: 'a', variant: 5 }], [{ flag: '' }], ['x'.repeat(257)]],
  ['requires', [{ flag: 'a', variant: [] }], [{ flag: 'a', variant: 'b', enabled: false }]],
  ['requires', [{ flag: 'a', enabled: 'no' }], ['a\u200bb'], ['e\u0301']],
  ['expires', '2027-1-1', 5],
  ['tags', 'a', [5]],
  ['enabled', 'yes', 0, null],
];

/** A definition with one to three mistakes: something replaced, removed, added or misspelt. May still be valid. */
export const mutated: fc.Arbitrary<unknown> = fc
  .tuple(
    definition,
    fc.array(fc.tuple(fc.nat(), fc.nat(8), mistake, fc.nat()), { minLength: 1, maxLength: 3 }),
  )
  .map(([source, mistakes]) => {
    const root: { document: unknown } = { document: structuredClone(source) };
    for (const [place, kind, value, which] of mistakes)
      makeMistake(root, place, kind, structuredClone(value), which);
    return root.document;
  });

function makeMistake(root: object, place: number, kind: number, value: JsonValue, which: number): void {
  const places = [...slots(root)];
  const [parent, key] = places[place % places.length]!;
  const current = (parent as Record<string, unknown>)[key];
  if (kind >= 5 && typeof current === 'object' && current !== null && !Array.isArray(current)) {
    const [name, ...values] = MISTAKES[which % MISTAKES.length]!;
    define(current, name, structuredClone(values[place % values.length]));
  } else if (kind <= 2 || parent === root || Array.isArray(parent)) define(parent, key, value);
  else if (kind === 3) Reflect.deleteProperty(parent, key);
  else define(parent, kind === 4 ? `${key}s` : `$${key}`, value);
}

function* slots(value: unknown): Generator<[object, string]> {
  if (typeof value !== 'object' || value === null) return;
  for (const key of Object.keys(value)) {
    yield [value, key];
    yield* slots((value as Record<string, unknown>)[key]);
  }
}

// Unlike an assignment, this makes an own property of `__proto__`.
function define(object: object, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}
