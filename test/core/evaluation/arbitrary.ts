import type { Condition, EvaluationContext, FlagDefinition, JsonValue, Rule } from '@halyard/core';
import fc from 'fast-check';
import type { Bucketing } from '../../support/reference/bucketing.js';
import type { ReferenceSnapshot } from '../../support/reference-interpreter.js';

// Few names and few values, close to one another, so that conditions hold about as often as not.
const attribute = fc.constantFrom(
  'a',
  'b',
  'tags',
  'tags.length',
  'o.x',
  'o.list.0',
  'o.x.y',
  'v',
  'at',
  'ip',
  'targetingKey',
  '__proto__',
  'constructor',
);
const scalar = fc.constantFrom<JsonValue>(
  null,
  true,
  false,
  0,
  1,
  -1,
  5,
  1.5,
  -5,
  '',
  ' ',
  '0',
  '5',
  '-5',
  '5.0',
  '5e0',
  '5.',
  '+5',
  '0x5',
  ' 5 ',
  'x',
  'X',
  'xy',
  'ß',
  'true',
  'off',
  ' NO',
  '1.2.3',
  'v1.2',
  '1.2.3-rc.1',
);
const structure = fc.oneof(
  fc.array(scalar, { maxLength: 3 }),
  fc.dictionary(
    fc.constantFrom('x', 'y', '__proto__'),
    fc.oneof(scalar, fc.array(scalar, { maxLength: 2 })),
    { maxKeys: 2 },
  ),
  fc.array(fc.dictionary(fc.constantFrom('a', 'b', 'o.x'), scalar, { maxKeys: 2 }), { maxLength: 2 }),
);
const value: fc.Arbitrary<JsonValue> = fc.oneof(
  { weight: 3, arbitrary: scalar },
  { weight: 1, arbitrary: structure },
);

const comparable = fc.oneof(fc.constantFrom(0, 1, 5, -1.5), fc.constantFrom('', '5', '5.', 'x', 'ab'));
const version = fc.constantFrom(
  '1',
  '1.2',
  '1.2.3',
  'v1.2.3',
  'V1.2',
  '1.2.3-rc.1',
  '1.2.3-rc',
  '1.2-beta',
  '1.2.3.4',
  '01.2.3+b',
  '1.10',
  '1-1',
  '1.x',
  '1.2.3--',
  '0',
);
const noVersion = fc.constantFrom('x', '', '-1', 'v', 'vv1', '.1', ' 1', 'latest');
const instant = fc.constantFrom<JsonValue>(
  '2026-12-01T12:00:00Z',
  '2026-12-01T13:00:00+01:00',
  '2026-12-01t12:00:00.0009z',
  '2026-12-01T07:00:00.001-05:00',
  1796126400000,
  '1796126400001',
  1796126400000.5,
  0,
  '-1',
);
const noInstant = fc.constantFrom(
  '2026-12-01',
  '2026-12-01T12:00Z',
  '2026-12-01T12:00:00',
  '2026-02-29T12:00:00Z',
  '2026-12-01T24:00:00Z',
  '1.5',
);
const range = fc.constantFrom(
  '10.0.0.0/8',
  '10.1.2.3',
  '10.1.0.0/17',
  '0.0.0.0/0',
  '2001:db8::/32',
  '2001:DB8::1',
  '::/0',
  '::ffff:10.1.0.0/112',
);
const address = fc.constantFrom(
  '10.1.2.3',
  '10.1.200.3',
  '192.0.2.1',
  '2001:db8::1',
  '::ffff:10.1.2.3',
  '::ffff:a01:203',
  '::1',
  '010.1.2.3',
  '10.1.2.3:80',
  '[::1]',
  'fe80::1%1',
  '',
);
const pattern = fc.constantFrom('x', '^x$', '5', '(?i)TRUE', '[0-9]+', '');
const text = fc.constantFrom('', 'x', 'X', '5', '0', '.', 'y');
const list = fc.array(value, { maxLength: 4 });
const ranges = fc.array(range, { maxLength: 2 });

const operand: Readonly<Record<string, fc.Arbitrary<JsonValue>>> = {
  $eq: value,
  $ne: value,
  $gt: comparable,
  $gte: comparable,
  $lt: comparable,
  $lte: comparable,
  $in: list,
  $nin: list,
  $ini: list,
  $nini: list,
  $all: fc.array(value, { maxLength: 2 }),
  $alli: fc.array(value, { maxLength: 2 }),
  $exists: fc.boolean(),
  $type: fc.constantFrom('string', 'number', 'boolean', 'array', 'object', 'null', 'undefined'),
  $startsWith: text,
  $endsWith: text,
  $contains: text,
  $startsWithi: text,
  $endsWithi: text,
  $containsi: text,
  $mod: fc.constantFrom([2, 1], [5, 0], [3, 1], [-3, -2], [1.5, 0], [4, -1]),
  $modRange: fc.constantFrom([10, 0, 5], [2, 0, 1], [2.5, 0.5, 1]),
  $before: instant,
  $after: instant,
  $inCidr: ranges,
  $notInCidr: ranges,
  $regex: pattern,
  $regexi: pattern,
  $notRegex: pattern,
  $notRegexi: pattern,
  $veq: version,
  $vne: version,
  $vgt: version,
  $vgte: version,
  $vlt: version,
  $vlte: version,
};

function operators(depth: number): fc.Arbitrary<{ readonly [operator: string]: JsonValue }> {
  const nested: typeof operand =
    depth === 0
      ? {}
      : {
          $not: operators(depth - 1),
          $size: fc.oneof(fc.nat(2), operators(depth - 1)),
          $elemMatch: fc.oneof(operators(depth - 1), conditionOf(depth - 1, fc.constant({}))),
        };
  const all = { ...operand, ...nested };
  const one = fc
    .constantFrom(...Object.keys(all))
    .chain((name) => all[name]!.map((each) => ({ [name]: each })));
  return fc.oneof(
    { weight: 4, arbitrary: one },
    { weight: 1, arbitrary: fc.tuple(one, one).map(([x, y]) => ({ ...x, ...y })) },
  );
}

const path = fc.constantFrom('a', 'b', 'o', 'o.x', 'at', 'v', 'targetingKey');
const seed = fc.constantFrom('', 's', 'é', 'flag');
const foreignHash = fc.constantFrom(
  'unleash' as const,
  'launchdarkly' as const,
  'growthbook-1' as const,
  'growthbook-2' as const,
  'flipper-ruby' as const,
  'microsoft' as const,
);
const otherKey: fc.Arbitrary<Bucketing> = fc.record(
  {
    by: fc.oneof(path, fc.uniqueArray(path, { minLength: 1, maxLength: 2 })),
    fallback: fc.oneof(path, fc.uniqueArray(path, { minLength: 1, maxLength: 3 })),
  },
  { requiredKeys: [] },
);
const ownHash: fc.Arbitrary<Bucketing> = fc.oneof(
  fc.constant({}),
  fc.record({ seed, hash: fc.constant('murmur3' as const) }, { requiredKeys: [] }),
);
const otherHash: fc.Arbitrary<Bucketing> = fc.oneof(
  fc.record({ seed, hash: foreignHash }),
  fc.record(
    { seed, hash: fc.constant('unleash-variants' as const), total: fc.constantFrom(1000, 2000) },
    { requiredKeys: ['seed', 'hash'] },
  ),
);
const anyHash = fc.oneof({ weight: 2, arbitrary: ownHash }, { weight: 1, arbitrary: otherHash });

const percent = fc.constantFrom(0, 0.5, 25, 50, 75, 99.9, 100);

/** Unleash knows only whole percents. */
function suited(share: number, { hash }: Bucketing): number {
  return hash === 'unleash' ? Math.ceil(share) : share;
}

/** The operand of `$rollout`. */
const share: fc.Arbitrary<JsonValue> = fc.oneof(
  percent.filter((each) => each > 0),
  fc
    .tuple(fc.uniqueArray(percent, { minLength: 2, maxLength: 2 }), otherKey, anyHash)
    .map(([bounds, key, hash]) => ({
      range: bounds.map((each) => suited(each, hash)).sort((a, b) => a - b),
      ...key,
      ...hash,
    }))
    .filter(({ range: [first, last] }) => first! < last!)
    .map((each) => each as unknown as JsonValue),
);
const schedule: fc.Arbitrary<NonNullable<Rule['schedule']>> = fc.record(
  {
    from: fc.constantFrom('2026-12-01T12:00:00Z', '2026-12-02T00:00:00+02:00'),
    until: fc.constantFrom('2026-12-02T12:00:00Z', '2026-12-04T00:00:00Z'),
    days: fc.subarray(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const, { minLength: 1 }),
    between: fc.constantFrom(
      ['09:00', '17:30'] as const,
      ['22:00', '06:00'] as const,
      ['18:00', '24:00'] as const,
      ['12:00', '00:00'] as const,
    ),
    timezone: fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kathmandu', 'Etc/GMT+12'),
  },
  { requiredKeys: [] },
);

const ofContext: fc.Arbitrary<Condition> = fc.oneof(
  fc.constantFrom('staff', 'beta', 'beta', 'nobody').map((name) => ({ $segment: name })),
  share.map((each) => ({ $rollout: each })),
  schedule.map((each) => ({ $schedule: each as unknown as JsonValue })),
);

/** A condition; `leaf` is what it may ask of the context as a whole. */
function conditionOf(depth: number, leaf: fc.Arbitrary<Condition>): fc.Arbitrary<Condition> {
  const one = fc
    .tuple(attribute, fc.oneof(value, operators(depth)))
    .map(([name, wanted]) => own([[name, wanted]]));
  if (depth === 0) return one;
  const conditions = fc.array(conditionOf(depth - 1, leaf), { maxLength: 2 });
  return fc.oneof(
    { weight: 5, arbitrary: one },
    {
      weight: 1,
      arbitrary: fc
        .tuple(one, fc.oneof(one, leaf))
        .map(([x, y]) => own([...Object.entries(x), ...Object.entries(y)])),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('$and', '$or', '$nor'), conditions)
        .map(([key, each]) => ({ [key]: each })),
    },
    { weight: 1, arbitrary: conditionOf(depth - 1, leaf).map((each) => ({ $not: each })) },
    { weight: 2, arbitrary: leaf },
    { weight: 1, arbitrary: fc.constant({}) },
  );
}

const condition = (depth: number): fc.Arbitrary<Condition> => conditionOf(depth, ofContext);

const rollout: fc.Arbitrary<NonNullable<Rule['rollout']>> = fc.oneof(
  percent,
  percent.map((each) => ({ percent: each })),
  fc.tuple(percent, percent).map(([from, to]) => ({
    from,
    to,
    start: '2026-12-01T00:00:00Z',
    end: '2026-12-03T00:00:00Z',
  })),
);

/** The keys of a rule about its bucketing; other systems' hashes only where there is no split. */
function bucketing(hasSplit: boolean): fc.Arbitrary<Partial<Rule>> {
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant({}) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(otherKey, hasSplit ? ownHash : anyHash, fc.constantFrom({}, {}, { sticky: true }))
        .map(([key, hash, sticky]) => ({ ...key, ...hash, ...sticky })),
    },
    { weight: 1, arbitrary: fc.constant({ sticky: false }) },
  );
}

/** `rollout`, `serve` and `split`, with the keys about bucketing that suit them. */
function outcome(names: fc.Arbitrary<string> | undefined): fc.Arbitrary<Rule> {
  const served: fc.Arbitrary<Rule> =
    names === undefined
      ? fc.oneof(
          fc.constant({}),
          value.map((serve) => ({ serve })),
        )
      : names.map((serve) => ({ serve }));
  const split = fc
    .dictionary(names ?? fc.constantFrom('x', 'y', 'z', 'Z', '0'), fc.constantFrom(0, 1, 50, 2 ** 29), {
      minKeys: 1,
      maxKeys: 3,
    })
    .filter((weights) => Object.values(weights).some((weight) => weight > 0));
  const splitting = fc
    .tuple(split, fc.option(rollout, { nil: undefined }), bucketing(true))
    .map(([weights, each, keys]) => ({
      split: weights,
      ...(each !== undefined && { rollout: each }),
      ...keys,
    }));
  const rolling = fc.tuple(served, rollout, bucketing(false)).map(([serving, each, keys]) => ({
    ...serving,
    rollout:
      typeof each === 'number'
        ? suited(each, keys)
        : Object.fromEntries(
            Object.entries(each).map(([key, part]) => [
              key,
              typeof part === 'number' ? suited(part, keys) : part,
            ]),
          ),
    ...keys,
  }));
  return fc.oneof(
    { weight: 2, arbitrary: served },
    { weight: 2, arbitrary: rolling },
    { weight: 2, arbitrary: splitting },
  );
}

const variant = fc.constantFrom('on', 'off', 'x', 'y');
const requires = fc.array(
  fc.oneof(
    fc.constantFrom('flag', 'other', 'third', 'missing', 'toString'),
    fc.record({ flag: fc.constantFrom('other', 'third'), enabled: fc.boolean() }, { requiredKeys: ['flag'] }),
    fc.record({
      flag: fc.constantFrom('other', 'third', 'missing'),
      variant: fc.oneof(variant, fc.uniqueArray(variant, { minLength: 1, maxLength: 3 })),
    }),
  ),
  { minLength: 1, maxLength: 2 },
);

/** A rule with this key in one case of `among`. */
function sometimes(
  among: number,
  key: 'name' | 'when' | 'users' | 'schedule' | 'requires',
  part: fc.Arbitrary<unknown>,
): fc.Arbitrary<Rule> {
  return fc.oneof(
    { weight: among - 1, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: part.map((each) => ({ [key]: each })) },
  );
}

function rule(names: fc.Arbitrary<string> | undefined): fc.Arbitrary<Rule> {
  const users = fc.array(fc.constantFrom('x', '5', '', 'user-1', 'user-2'), { maxLength: 4 });
  return fc
    .tuple(
      sometimes(3, 'name', fc.constant('named')),
      sometimes(2, 'when', condition(2)),
      sometimes(6, 'users', users),
      sometimes(6, 'schedule', schedule),
      sometimes(8, 'requires', requires),
      outcome(names),
    )
    .map((parts) => Object.assign({}, ...parts) as Rule);
}

function definition(): fc.Arbitrary<FlagDefinition> {
  const rest = fc.record(
    { enabled: fc.constantFrom(true, true, true, false), requires },
    { requiredKeys: [] },
  );
  const rules = (names?: fc.Arbitrary<string>): fc.Arbitrary<Pick<FlagDefinition, 'rules'>> =>
    fc.oneof(
      { weight: 1, arbitrary: fc.constant({}) },
      { weight: 6, arbitrary: fc.array(rule(names), { maxLength: 4 }).map((each) => ({ rules: each })) },
    );
  const plain = fc
    .tuple(fc.record({ default: value }, { requiredKeys: [] }), rules())
    .map(([fallback, each]) => ({ ...fallback, ...each }));
  const variants = fc.constantFrom<NonNullable<FlagDefinition['variants']>>(
    { x: 1, y: false, z: { deep: [null] } },
    { x: true, y: 0, z: null },
    { z: false, x: true, y: false },
  );
  const name = fc.constantFrom('x', 'y', 'z');
  const varied = fc
    .tuple(fc.record({ variants, default: name }), rules(name))
    .map(([named, each]) => ({ ...named, ...each }));
  return fc
    .tuple(
      fc.oneof({ weight: 1, arbitrary: rest }, { weight: 3, arbitrary: fc.constant({}) }),
      fc.oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: varied }),
    )
    .map(([about, serving]) => ({ ...about, ...serving }));
}

/** Three flags and two segments that may refer to one another, in cycles too. The one in question is `flag`. */
export const snapshot: fc.Arbitrary<ReferenceSnapshot> = fc.record({
  flags: fc.record({ flag: definition(), other: definition(), third: definition() }),
  segments: fc.record({ '$segment.staff': condition(1), '$segment.beta': condition(1) }),
});

// What only code can put into a context.
const live = fc.constantFrom<unknown>(
  5n,
  -5n,
  new Date('2026-12-01T12:00:00Z'),
  new Date(NaN),
  NaN,
  new Map([['x', 1]]),
  'x'.repeat(4097),
);
const anything: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 15, arbitrary: value },
  { weight: 1, arbitrary: live },
);
const targetingKey: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: scalar },
  { weight: 6, arbitrary: fc.constantFrom('user-1', 'user-2', 'user-3', 'user-4', 'user-5', 'user-6') },
  { weight: 1, arbitrary: anything },
);

/** A context of the same few attributes. */
export const context: fc.Arbitrary<EvaluationContext> = fc
  .record(
    {
      targetingKey,
      a: anything,
      b: anything,
      tags: fc.array(value, { maxLength: 3 }),
      v: fc.oneof({ weight: 3, arbitrary: version }, { weight: 1, arbitrary: noVersion }),
      at: fc.oneof(
        { weight: 3, arbitrary: instant },
        { weight: 1, arbitrary: noInstant },
        { weight: 1, arbitrary: live },
      ),
      ip: address,
      o: fc.oneof(
        scalar,
        fc.record({ x: anything, list: fc.array(value, { maxLength: 2 }) }, { requiredKeys: [] }),
      ),
      'o.x': scalar,
      'o.list.0': scalar,
      constructor: scalar,
    },
    { requiredKeys: [] },
  )
  .map((each) => each as EvaluationContext);

/** Some moment in the days that schedules and ramps are about. */
export const now: fc.Arbitrary<number> = fc
  .integer({ min: -24, max: 96 * 4 })
  .map((quarter) => Date.parse('2026-12-01T00:00:00Z') + quarter * 900_000);

// An assignment to `__proto__` would make no property.
function own(entries: readonly (readonly [string, JsonValue])[]): Condition {
  return Object.fromEntries(entries);
}
