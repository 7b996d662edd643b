import type { JsonValue } from '@halyard/core';
import type { UnleashContext } from './unleash-context.js';

type Random = () => number;

function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[Math.floor(random() * items.length)]!;
}

const VALUES = [
  '',
  'a',
  'pro',
  'Pro plus',
  '5',
  '7.5',
  '-1',
  '0',
  'true',
  '1.2.3',
  '2.0.0-rc.1',
  'v1.0.0',
  'nightly',
] as const;

const ADDRESSES = ['10.1.2.3', '192.168.0.9', '2001:db8::1', 'x'] as const;

/** A segment that strategies of random features may use. */
export const SEGMENTS = [
  { id: 1, name: 'pro', constraints: [{ contextName: 'plan', operator: 'IN', values: ['pro', '5'] }] },
] as const;

/** A feature of Unleash whose answers depend on no draw at random. */
export function randomFeature(random: Random): { readonly [key: string]: JsonValue } {
  const strategies = Array.from({ length: pick(random, [0, 1, 1, 2]) }, () => randomStrategy(random));
  const variants = pick(random, [[], randomVariants(random)]);
  return { name: 'a', enabled: random() < 0.95, strategies, variants };
}

function randomStrategy(random: Random): JsonValue {
  const constraints = Array.from({ length: pick(random, [0, 1, 1, 2]) }, () => randomConstraint(random));
  const base = {
    constraints,
    segments: pick(random, [[], [], [], [1], [404]]),
    variants: pick(random, [[], [], randomVariants(random)]),
  };
  const percent = String(pick(random, [0, 30, 55.5, 100]));
  return {
    ...base,
    ...pick(random, [
      { name: 'default', parameters: {} },
      { name: 'userWithId', parameters: { userIds: 'alice, bob,5' } },
      { name: 'remoteAddress', parameters: { IPs: '10.0.0.0/8, 192.168.0.9,2001:db8::1' } },
      { name: 'gradualRolloutUserId', parameters: { percentage: percent, groupId: 'g' } },
      { name: 'gradualRolloutSessionId', parameters: { percentage: percent, groupId: 'g' } },
      ...['default', 'userId', 'plan'].map((stickiness) => ({
        name: 'flexibleRollout',
        parameters: { rollout: percent, groupId: pick(random, ['g', 'h']), stickiness },
      })),
    ]),
  };
}

function randomVariants(random: Random): JsonValue {
  const stickiness = pick(random, ['default', 'userId', 'sessionId']);
  return ['red', 'green', 'blue'].map((name) => ({
    name,
    weight: pick(random, [0, 1, 333, 500]),
    stickiness,
    ...(random() < 0.2 ? { overrides: [{ contextName: 'plan', values: [pick(random, VALUES)] }] } : {}),
  }));
}

function randomConstraint(random: Random): JsonValue {
  const values = [pick(random, VALUES), pick(random, VALUES)];
  const rest = { inverted: random() < 0.3, caseInsensitive: random() < 0.3 };
  const contextName = pick(random, ['plan', 'seats', 'userId', 'version', 'missing']);
  return pick<JsonValue>(random, [
    { contextName, operator: pick(random, ['IN', 'NOT_IN']), values, ...rest },
    {
      contextName,
      operator: pick(random, ['STR_STARTS_WITH', 'STR_ENDS_WITH', 'STR_CONTAINS']),
      values,
      ...rest,
    },
    {
      contextName: 'seats',
      operator: pick(random, ['NUM_EQ', 'NUM_GT', 'NUM_GTE', 'NUM_LT', 'NUM_LTE']),
      value: pick(random, ['5', '7.5', '-1', '0', 'x']),
      ...rest,
    },
    {
      contextName: 'version',
      operator: pick(random, ['SEMVER_EQ', 'SEMVER_GT', 'SEMVER_GTE', 'SEMVER_LT', 'SEMVER_LTE']),
      value: pick(random, ['1.2.3', '2.0.0', '2.0.0-beta.1', 'nightly']),
      ...rest,
    },
    { contextName, operator: 'REGEX', value: pick(random, ['^p', '[0-9]', 'a|o', '(']), ...rest },
    {
      contextName: 'remoteAddress',
      operator: 'IN_CIDR',
      values: ['10.0.0.0/8', 'x', '2001:db8::/32'],
      ...rest,
    },
    {
      contextName: 'currentTime',
      operator: pick(random, ['DATE_AFTER', 'DATE_BEFORE']),
      value: pick(random, ['2026-01-01T00:00:00.000Z', 'x']),
      ...rest,
    },
    { contextName, operator: 'NEAR', values, ...rest },
  ]);
}

/** A context with a user and a session, so that nothing is drawn at random. */
export function randomUnleashContext(random: Random): UnleashContext {
  const maybe = (name: string, values: readonly string[]): object =>
    random() < 0.8 ? { [name]: pick(random, values) } : {};
  return {
    userId: pick(random, ['alice', 'bob', '5', `user-${Math.floor(random() * 1000)}`]),
    sessionId: `s-${Math.floor(random() * 1000)}`,
    ...maybe('remoteAddress', ADDRESSES),
    ...maybe('currentTime', ['2025-01-01T00:00:00.000Z', '2026-06-01T00:00:00.000Z']),
    properties: {
      ...maybe('plan', VALUES),
      ...maybe('seats', ['4', '5', '7.5', '-2', '0', 'many']),
      ...maybe('version', VALUES),
    },
  };
}
