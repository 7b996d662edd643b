import type { Condition, FlagDefinition, JsonValue, Rule } from '@halyard/core';
import { ATTRIBUTES, KEYS, type Pick, pickBy } from './random-contexts.js';

const LITERALS: readonly JsonValue[] = ['', 'a', 'pro', '5', '0', 'true', 'null', 'Z', 0, 1, 5, 1.5, null];

/** A definition with random rules. */
export function randomDefinition(random: () => number): FlagDefinition {
  const pick = pickBy(random);
  const variants = { on: true, off: false, a: 1, b: { cols: 2 } };
  const names = Object.keys(variants);
  const rules = Array.from({ length: pick([1, 1, 2, 3]) }, () => ruleOf(random, names));
  return { variants, default: pick(names), rules };
}

function ruleOf(random: () => number, names: readonly string[]): Rule {
  const pick = pickBy(random);
  const share = pick<Rule>([
    {},
    {},
    { rollout: Math.floor(random() * 101) },
    { rollout: 50, by: pick(KEYS), seed: 's' },
    { rollout: 12.5, by: [pick(KEYS), 'targetingKey'] },
  ]);
  const when = pick<Rule>([{}, { when: conditionOf(pick, 2) }, { when: conditionOf(pick, 2) }]);
  const served = pick<Rule>([
    { serve: pick(names) },
    { serve: pick(names) },
    { split: { [pick(names)]: 1, [pick(names)]: 3, [pick(names)]: 0 } },
  ]);
  const weights = Object.values(served.split ?? { one: 1 });
  const isServable = weights.some((weight) => weight > 0);
  return { ...when, ...share, ...(isServable ? served : { serve: names[0]! }) };
}

function conditionOf(pick: Pick, depth: number): Condition {
  const inside = (count: number): Condition[] =>
    Array.from({ length: count }, () => conditionOf(pick, depth - 1));
  const kind = pick([
    'test',
    'test',
    'test',
    ...(depth === 0 ? [] : (['$and', '$or', '$nor', '$not', '$rollout'] as const)),
  ]);
  switch (kind) {
    case '$and':
    case '$or':
    case '$nor':
      return { [kind]: inside(pick([0, 1, 2])) };
    case '$not':
      return { $not: inside(1)[0]! };
    case '$rollout':
      return {
        $rollout: {
          range: pick([
            [0, 50],
            [10, 30],
            [0, 100],
          ]),
          by: pick([...KEYS, 'targetingKey']),
        },
      };
    default:
      return { [pick(ATTRIBUTES)]: testOf(pick) };
  }
}

function testOf(pick: Pick): JsonValue {
  const literal = pick(LITERALS);
  const text = typeof literal === 'string' ? literal : 'a';
  const comparable = literal ?? 7;
  return pick<JsonValue>([
    literal,
    { $eq: literal },
    { $ne: literal },
    { $eq: false },
    { [pick(['$lt', '$lte', '$gt', '$gte'])]: comparable },
    { [pick(['$in', '$nin'])]: [literal, pick(LITERALS), true] },
    { $exists: pick([true, false]) },
    { $type: pick(['string', 'number', 'boolean', 'array', 'object']) },
    { [pick(['$startsWith', '$endsWith', '$contains'])]: text },
    { $not: { [pick(['$lt', '$gte'])]: comparable } },
    { $veq: '2.0.0' },
  ]);
}
