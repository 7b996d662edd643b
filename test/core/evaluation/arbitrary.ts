import type { Condition, EvaluationContext, FlagDefinition, JsonValue, Rule } from '@halyard/core';
import fc from 'fast-check';
import type { ReferenceSnapshot } from '../../support/reference-interpreter.js';

// Few names and few values, near to one another, so that conditions hold about as often as not.
const attribute = fc.constantFrom(
  'a',
  'b',
  'tags',
  'o.x',
  'o.list.0',
  'v',
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
  '5.0',
  ' 5 ',
  'x',
  'X',
  'xy',
  'ß',
  'true',
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
  fc.array(fc.dictionary(fc.constantFrom('a', 'b'), scalar, { maxKeys: 2 }), { maxLength: 2 }),
);
const value: fc.Arbitrary<JsonValue> = fc.oneof(
  { weight: 3, arbitrary: scalar },
  { weight: 1, arbitrary: structure },
);

const comparable = fc.oneof(fc.constantFrom(0, 1, 5, -1.5), fc.constantFrom('', '5', 'x', 'ab'));
const version = fc.constantFrom(
  '1',
  '1.2',
  '1.2.3',
  'v1.2.3',
  '1.2.3-rc.1',
  '1.2.3-rc',
  '1.2-beta',
  '1.2.3.4',
  '01.2.3+b',
  'x',
  '',
  '1.10',
  '-1',
);
const pattern = fc.constantFrom('x', '^x$', '5', '(?i)TRUE', '[0-9]+', '');
const list = fc.array(value, { maxLength: 4 });

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
  $exists: fc.boolean(),
  $type: fc.constantFrom('string', 'number', 'boolean', 'array', 'object', 'null', 'undefined'),
  $startsWith: fc.constantFrom('', 'x', '5'),
  $endsWith: fc.constantFrom('', 'y', '0'),
  $contains: fc.constantFrom('', '.', 'x'),
  $mod: fc.constantFrom([2, 1], [5, 0], [-3, -2], [1.5, 0]),
  $modRange: fc.constantFrom([10, 0, 5], [2, -1, 0]),
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
          $all: fc.array(fc.oneof(value, operators(depth - 1)), { maxLength: 2 }),
          $alli: fc.array(fc.oneof(value, operators(depth - 1)), { maxLength: 2 }),
          $elemMatch: fc.oneof(operators(depth - 1), condition(depth - 1)),
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

function condition(depth: number): fc.Arbitrary<Condition> {
  const one = fc
    .tuple(attribute, fc.oneof(value, operators(depth)))
    .map(([name, wanted]) => own([[name, wanted]]));
  if (depth === 0) return one;
  const conditions = fc.array(condition(depth - 1), { maxLength: 2 });
  return fc.oneof(
    { weight: 5, arbitrary: one },
    {
      weight: 1,
      arbitrary: fc.tuple(one, one).map(([x, y]) => own([...Object.entries(x), ...Object.entries(y)])),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom('$and', '$or', '$nor'), conditions)
        .map(([key, each]) => ({ [key]: each })),
    },
    { weight: 1, arbitrary: condition(depth - 1).map((each) => ({ $not: each })) },
    { weight: 1, arbitrary: fc.constantFrom('staff', 'beta', 'nobody').map((name) => ({ $segment: name })) },
    { weight: 1, arbitrary: fc.constant({}) },
  );
}

const percent = fc.constantFrom(0, 0.5, 25, 50, 75, 99.9, 100);
const bucketing = fc.record(
  { by: fc.constantFrom('a', 'o', 'targetingKey'), seed: fc.constantFrom('', 's', 'é') },
  { requiredKeys: [] },
);
const rollout: fc.Arbitrary<NonNullable<Rule['rollout']>> = fc.oneof(
  percent,
  fc.tuple(percent, bucketing).map(([share, rest]) => ({ percent: share, ...rest })),
  fc.tuple(percent, percent, bucketing).map(([from, to, rest]) => ({
    from,
    to,
    start: '2026-12-01T00:00:00Z',
    end: '2026-12-03T00:00:00Z',
    ...rest,
  })),
  percent.map((share) => ({ percent: share, sticky: false })),
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

function rule(names: fc.Arbitrary<string> | undefined): fc.Arbitrary<Rule> {
  const served: fc.Arbitrary<Rule> =
    names === undefined
      ? fc.oneof(
          fc.constant({}),
          value.map((serve) => ({ serve })),
        )
      : names.map((serve) => ({ serve }));
  const weights = fc
    .dictionary(names ?? fc.constantFrom('x', 'y', 'z', 'Z', ''), fc.constantFrom(0, 1, 50, 2 ** 29), {
      minKeys: 1,
      maxKeys: 3,
    })
    .filter((split) => Object.values(split).some((weight) => weight > 0));
  const parts = fc.record(
    {
      name: fc.constant('named'),
      when: condition(2),
      users: fc.array(fc.constantFrom('x', '5', ''), { maxLength: 2 }),
      rollout,
      schedule,
    },
    { requiredKeys: [] },
  );
  return fc
    .tuple(
      parts,
      fc.subarray(['when', 'users', 'rollout', 'schedule'] as const),
      fc.oneof(
        { weight: 2, arbitrary: served },
        { weight: 1, arbitrary: weights.map((split) => ({ split })) },
      ),
    )
    .map(([all, dropped, serving]) => ({
      ...Object.fromEntries(Object.entries(all).filter(([key]) => !dropped.includes(key as 'when'))),
      ...serving,
    }));
}

const requires = fc.array(
  fc.oneof(
    fc.constantFrom('flag', 'other', 'third', 'missing', 'toString'),
    fc.record({ flag: fc.constantFrom('other', 'third'), variant: fc.constantFrom('on', 'off', 'x', 'y') }),
  ),
  { minLength: 1, maxLength: 2 },
);

function definition(): fc.Arbitrary<FlagDefinition> {
  const rest = fc.record(
    { enabled: fc.constantFrom(true, true, true, false), requires },
    { requiredKeys: [] },
  );
  const plain = fc.record(
    { default: value, rules: fc.array(rule(undefined), { maxLength: 3 }) },
    { requiredKeys: [] },
  );
  const variants = { x: 1, y: false, z: { deep: [null] } };
  const name = fc.constantFrom('x', 'y', 'z');
  const varied = fc.record(
    { variants: fc.constant(variants), default: name, rules: fc.array(rule(name), { maxLength: 3 }) },
    { requiredKeys: ['variants', 'default'] },
  );
  return fc
    .tuple(
      fc.oneof(rest, fc.constant({})),
      fc.oneof({ weight: 3, arbitrary: plain }, { weight: 1, arbitrary: varied }),
    )
    .map(([about, rules]) => ({ ...about, ...rules }));
}

/** Three flags and two segments that may refer to one another, in circles too. The one in question is `flag`. */
export const snapshot: fc.Arbitrary<ReferenceSnapshot> = fc.record({
  flags: fc.record({ flag: definition(), other: definition(), third: definition() }),
  segments: fc.record({ '$segment.staff': condition(1), '$segment.beta': condition(1) }),
});

/** A context of the same few attributes. */
export const context: fc.Arbitrary<EvaluationContext> = fc
  .record(
    {
      targetingKey: scalar,
      a: value,
      b: value,
      tags: fc.array(value, { maxLength: 3 }),
      v: version,
      o: fc.oneof(
        scalar,
        fc.record({ x: value, list: fc.array(value, { maxLength: 2 }) }, { requiredKeys: [] }),
      ),
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
