import type { BucketingKeys, Rollout, RolloutRange, Rule, Schedule } from './definition.js';
import { HASH_WITH_TOTAL } from './hash-name.js';
import type { Constraint } from './schema/combine.js';
import { problem, type Problems } from './schema/problem.js';
import { implies } from './schema/schema.js';

const MOST_WEIGHT = 2 ** 31 - 1;

/** Weights that a 32-bit hash can be shared out by: 1 to 2^31 − 1 in all. */
export const weighable: Constraint<NonNullable<Rule['split']>> = {
  check(split) {
    const total = Object.values(split).reduce((sum, weight) => sum + weight, 0);
    if (total === 0) return problem('the weights must add up to 1 or more');
    return total > MOST_WEIGHT
      ? problem(`the weights add up to ${total}, at most ${MOST_WEIGHT}`)
      : undefined;
  },
  jsonSchema: { not: { additionalProperties: { const: 0 } } },
};

const RAMP = ['from', 'to', 'start', 'end'] as const satisfies readonly (keyof Rollout)[];

/** `percent`, or all of `from`, `to`, `start` and `end`. */
export const percentOrRamp: Constraint<Rollout> = {
  check(rollout) {
    const given = RAMP.filter((key) => Object.hasOwn(rollout, key));
    if (Object.hasOwn(rollout, 'percent')) {
      return given.length === 0 ? undefined : problem(`give "percent" or a ramp, not both: "${given[0]}"`);
    }
    if (given.length === RAMP.length) return undefined;
    if (given.length === 0) return problem('needs "percent", or "from", "to", "start" and "end"');
    const missing = RAMP.filter((key) => !given.includes(key));
    return problem(`a ramp needs "from", "to", "start" and "end"; missing: ${missing.join(', ')}`);
  },
  jsonSchema: {
    anyOf: [
      { required: ['percent'], ...without(...RAMP) },
      { required: RAMP, ...without('percent') },
    ],
  },
};

/** A ramp that takes time. */
export const startsBeforeEnd: Constraint<Rollout> = {
  check: ({ start, end }) => inOrder('start', start, 'end', end),
};

const BUCKETING = [
  'by',
  'fallback',
  'seed',
  'hash',
  'total',
] as const satisfies readonly (keyof BucketingKeys)[];

/** What says how to find a bucket has no effect where no bucket is asked for. */
export const bucketsIfSaid: Constraint<Rule> = {
  check(rule) {
    if (rule.rollout === undefined && rule.split === undefined) {
      const key = ([...BUCKETING, 'sticky'] as const).find((name) => Object.hasOwn(rule, name));
      return key === undefined ? undefined : at(key, 'has no effect without "rollout" or "split"');
    }
    if (rule.sticky !== false) return undefined;
    const key = BUCKETING.find((name) => Object.hasOwn(rule, name));
    return key === undefined ? undefined : at(key, 'has no effect with "sticky": false');
  },
  jsonSchema: {
    allOf: [
      implies(
        { not: { anyOf: [{ required: ['rollout'] }, { required: ['split'] }] } },
        without(...BUCKETING, 'sticky'),
      ),
      implies({ properties: { sticky: { const: false } }, required: ['sticky'] }, without(...BUCKETING)),
    ],
  },
};

/** Another system's hash brings what that system needs. */
export const hashIsComplete = {
  check({ hash, seed, total }: BucketingKeys): Problems | undefined {
    if (total !== undefined && hash !== HASH_WITH_TOTAL) {
      return at('total', `has no effect without "hash": "${HASH_WITH_TOTAL}"`);
    }
    if (hash === undefined || hash === 'murmur3' || seed !== undefined) return undefined;
    return at('hash', `"${hash}" needs "seed"`);
  },
};

/** Another system's hash decides shares only, and Unleash's only whole percents. */
export const hashFitsRule: Constraint<Rule> = {
  check({ hash, rollout, split }) {
    if (hash === undefined || hash === 'murmur3') return undefined;
    if (split !== undefined) {
      return at(
        'split',
        `can't go by the hash "${hash}"; write a rule for each variant, with $rollout ranges`,
      );
    }
    const { percent, from, to } = typeof rollout === 'number' ? { percent: rollout } : (rollout ?? {});
    return wholePercents(hash, 'rollout', [percent, from, to]);
  },
};

/** A range that holds some keys, in whole percents where the hash has only those. */
export const rangeIsOrdered: Constraint<RolloutRange> = {
  check({ range, hash }) {
    const [first, last] = range;
    if (first >= last) return at('range', `first must be below last, received ${first} and ${last}`);
    return wholePercents(hash, 'range', range);
  },
};

function wholePercents(
  hash: BucketingKeys['hash'],
  key: string,
  percents: readonly (number | undefined)[],
): Problems | undefined {
  if (hash !== 'unleash') return undefined;
  const broken = percents.find((percent) => percent !== undefined && !Number.isInteger(percent));
  return broken === undefined
    ? undefined
    : at(key, `the hash "unleash" takes whole percents, received ${broken}`);
}

/** A window that opens before it closes. */
export const fromBeforeUntil: Constraint<Schedule> = {
  check: ({ from, until }) => inOrder('from', from, 'until', until),
};

/** Hours that open and close at different times. */
export const someHours: Constraint<readonly [string, string]> = {
  check: ([opens, closes]) =>
    opens === closes ? problem(`opens and closes at ${opens}; for the whole day leave it out`) : undefined,
};

function inOrder(
  a: string,
  from: string | undefined,
  b: string,
  to: string | undefined,
): Problems | undefined {
  if (from === undefined || to === undefined || Date.parse(from) < Date.parse(to)) return undefined;
  return problem(`"${a}" must be before "${b}", received ${from} and ${to}`);
}

function at(key: string, message: string): Problems {
  return [{ path: [key], message }];
}

function without(...keys: readonly string[]): { readonly properties: Readonly<Record<string, false>> } {
  return { properties: Object.fromEntries(keys.map((key) => [key, false] as const)) };
}
