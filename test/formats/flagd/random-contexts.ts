import type { EvaluationContext, JsonValue } from '@halyard/core';

/** One of a list. */
export type Pick = <Item>(items: readonly Item[]) => Item;

/** Picks by numbers from 0 up to, and without, 1. */
export function pickBy(random: () => number): Pick {
  return (items) => items[Math.floor(random() * items.length)]!;
}

/** The attributes that random flags ask about. The last is inside of another. */
export const ATTRIBUTES = ['plan', 'age', 'beta', 'version', 'roles', 'account.id'] as const;

/**
 * Values of every type. Not among them are text that only some languages take for a number, and lists that begin with a value
 * that counts as false: the interpreter of flagd's library takes such a list for its first element.
 */
const VALUES: readonly (JsonValue | undefined)[] = [
  undefined,
  null,
  true,
  false,
  0,
  1,
  -1,
  5,
  1.5,
  42,
  '',
  'a',
  'pro',
  'pro-plus',
  '5',
  '0',
  '1',
  '-3',
  '1.5',
  'true',
  'false',
  'null',
  'Zoe',
  'ümlaut',
  'a,b',
  'nightly',
  '2.0.0',
  '2.1',
  '2',
  'v1.2.3',
  'V2.0.1',
  '2.0.0.0',
  '1.0.0-beta.2',
  '2.0.0-rc.1+b5',
  'v02.1',
  [],
  ['pro'],
  ['2.0.0'],
  [1, 'a'],
  ['a', null],
  [5],
  ['a', 'pro', true],
  ['b', ''],
  [['pro']],
  {},
  { id: 'a' },
  {
    id: null,
    name: 'x',
  },
  { pro: true },
];

/**
 * The attributes that buckets are made of, for which there is no list: JsonLogic joins its elements to a text. Text is ASCII,
 * since the implementations of flagd hash other text differently.
 */
export const KEYS = ['company', 'owner.id'] as const;

const KEY_VALUES = VALUES.filter((value) => !Array.isArray(value) && value !== 'ümlaut');

/** A context with values of any type. */
export function randomContext(random: () => number): EvaluationContext {
  const pick = pickBy(random);
  const context: Record<string, unknown> = {};
  const key = pick([undefined, '', 'alice', 'bob', `user-${Math.floor(random() * 1000)}`]);
  if (key !== undefined) context['targetingKey'] = key;
  for (const attribute of [...ATTRIBUTES, ...KEYS]) {
    const isKey = (KEYS as readonly string[]).includes(attribute);
    const value = pick(isKey ? KEY_VALUES : VALUES);
    if (value === undefined) continue;
    const [first, inside] = attribute.split('.') as [string, string?];
    context[first] =
      inside === undefined ? value : pick([{ [inside]: value }, { [inside]: value }, 'text', null]);
  }
  return context;
}
