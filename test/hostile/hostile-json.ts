import { CONDITION_KEYWORDS, HASH_NAMES, OPERATOR_NAMES } from '@halyard/core/store';
import { hostileText } from './hostile-text.js';
import type { Random } from './random.js';

const NUMBERS = [0, -0, 1, -1, 0.5, 100, 1e-9, 2 ** 31, 2 ** 53, -(2 ** 63), 1e308];
const KEYS = [
  'enabled',
  'default',
  'rules',
  'variants',
  'requires',
  'when',
  'users',
  'rollout',
  'split',
  'serve',
];
const MORE_KEYS = [
  'metadata',
  'owner',
  'kind',
  'seed',
  'by',
  'hash',
  'range',
  'total',
  'start',
  'end',
  'from',
  'to',
];
const ALL_KEYS = [...KEYS, ...MORE_KEYS, ...OPERATOR_NAMES, ...CONDITION_KEYWORDS];

/** Any JSON, more likely than not with the keys of a definition. */
export function hostileJson(random: Random, depth = 0): unknown {
  if (depth > 6 || random.once(3)) return scalar(random);
  if (random.once(200)) return nested(random);
  if (random.once(3)) return random.list(random.once(40) ? 500 : 4, () => hostileJson(random, depth + 1));
  return Object.fromEntries(random.list(4, () => [key(random), hostileJson(random, depth + 1)]));
}

/** The shape of a definition, with anything in its places. */
export function hostileDefinition(random: Random): object {
  const rules = random.list(random.once(50) ? 300 : 3, () => ({
    ...(random.once(2) ? { when: condition(random, 0) } : {}),
    ...(random.once(4) ? { users: random.list(5, () => hostileText(random)) } : {}),
    ...(random.once(3) ? { rollout: random.once(2) ? random.below(101) : hostileJson(random, 4) } : {}),
    ...(random.once(5) ? { [key(random)]: hostileJson(random, 3) } : {}),
  }));
  return {
    ...(random.once(3) ? { enabled: random.once(2) } : {}),
    ...(random.once(3) ? { default: hostileJson(random, 5) } : {}),
    ...(random.once(4) ? { requires: random.list(3, () => hostileText(random)) } : {}),
    ...(random.once(4) ? { variants: hostileJson(random, 3) } : {}),
    ...(random.once(5) ? { [key(random)]: hostileJson(random, 2) } : {}),
    rules,
  };
}

function condition(random: Random, depth: number): unknown {
  if (depth > 5 || random.once(20)) return hostileJson(random, depth);
  const entries = random.list(random.once(50) ? 200 : 3, () => {
    if (random.once(3)) {
      const list = random.list(3, () => condition(random, depth + 1));
      return [random.of(['$and', '$or', '$nor']), list];
    }
    if (random.once(6)) return ['$not', condition(random, depth + 1)];
    if (random.once(3)) return [hostileText(random), hostileJson(random, 5)];
    const operators = random.list(2, () => [random.of(OPERATOR_NAMES), operand(random)]);
    return [random.of(['plan', 'age', 'account.plan', 'list', '__proto__']), Object.fromEntries(operators)];
  });
  return Object.fromEntries(entries);
}

function operand(random: Random): unknown {
  if (random.once(3)) return random.list(random.once(50) ? 2000 : 5, () => scalar(random));
  return random.once(8) ? hostileJson(random, 4) : scalar(random);
}

function scalar(random: Random): unknown {
  if (random.once(4)) return random.of(NUMBERS);
  if (random.once(6)) return random.of([null, true, false]);
  if (random.once(20)) return random.of(HASH_NAMES);
  return hostileText(random);
}

function key(random: Random): string {
  return random.once(4) ? hostileText(random) : random.of(ALL_KEYS);
}

/** One inside the other, deeper than anything may be. */
function nested(random: Random): unknown {
  const name = key(random);
  const isList = random.once(2);
  let value: unknown = {};
  for (let i = random.below(200); i > 0; i--) value = isList ? [value] : Object.fromEntries([[name, value]]);
  return value;
}
