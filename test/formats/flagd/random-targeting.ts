import type { JsonValue } from '@halyard/core';
import { ATTRIBUTES, KEYS, type Pick, pickBy } from './random-contexts.js';

const LITERALS: readonly JsonValue[] = [
  '',
  'a',
  'pro',
  '5',
  '0',
  '1',
  'true',
  'false',
  'null',
  '2.0.0',
  'Z',
  0,
  1,
  -1,
  5,
  1.5,
  42,
  true,
  false,
  null,
];

const VERSIONS: readonly JsonValue[] = [
  '1.2.3',
  '2.0.0',
  '2',
  '1.0',
  'v2.0.0',
  '2.0.0-beta.1',
  'nightly',
  '2.0.0.0',
  2,
  1.5,
  null,
];

const COMPARISONS = ['==', '!=', '===', '!==', '<', '<=', '>', '>='] as const;

/** A flag of flagd with random targeting. */
export function randomFlag(random: () => number): { readonly [key: string]: JsonValue } {
  const variants = { on: true, off: false, true: 'yes', false: 'no', a: 1, b: { cols: 2 } };
  const pick = pickBy(random);
  const maker = new TargetingMaker(random, Object.keys(variants));
  return {
    state: 'ENABLED',
    variants,
    ...pick<object>([{ defaultVariant: 'off' }, { defaultVariant: 'a' }, { defaultVariant: null }, {}]),
    targeting: maker.result(3),
  };
}

class TargetingMaker {
  readonly #pick: Pick;
  readonly #random: () => number;
  readonly #variants: readonly string[];

  constructor(random: () => number, variants: readonly string[]) {
    this.#random = random;
    this.#pick = pickBy(random);
    this.#variants = variants;
  }

  /** An expression that gives a variant. */
  result(depth: number): JsonValue {
    const pick = this.#pick;
    const kind = depth === 0 ? 'literal' : pick(['literal', 'if', 'if', 'if', 'fractional', 'test']);
    if (kind === 'literal') return pick([...this.#variants, null, true, false, 'unknown']);
    if (kind === 'test') return this.#test(depth - 1);
    if (kind === 'fractional') {
      const named = Array.from({ length: 2 }, () => this.#attribute());
      const fractional = this.#fractional([...this.#variants, true, false, null, 'unknown', ...named]);
      return this.#random() < 0.1 ? this.#weighted(fractional) : fractional;
    }
    const branches = Array.from({ length: pick([1, 1, 2, 3]) }, () => [
      this.condition(depth - 1),
      this.result(depth - 1),
    ]).flat();
    return { if: pick([branches, [...branches, this.result(depth - 1)]]) };
  }

  /** An expression that counts as true or false. */
  condition(depth: number): JsonValue {
    const pick = this.#pick;
    const joins = depth === 0 ? [] : (['and', 'or', '!', '!!', 'if'] as const);
    const kind = pick(['test', 'test', 'test', 'var', 'fractional', 'share', ...joins]);
    const inside = (count: number): JsonValue[] =>
      Array.from({ length: count }, () => this.condition(depth - 1));
    switch (kind) {
      case 'and':
      case 'or':
        return { [kind]: inside(pick([0, 1, 2, 3])) };
      case '!':
      case '!!':
        return { [kind]: inside(1) };
      case 'if':
        return { if: inside(pick([2, 3, 5])) };
      case 'var':
        return this.#attribute();
      case 'fractional':
        return this.#fractional(['x', '', true, false]);
      case 'share':
        return { [pick(COMPARISONS)]: [this.#fractional(['in', 'out', 5]), pick(['in', 'out', 5, null])] };
      default:
        return this.#test(depth);
    }
  }

  #test(depth: number): JsonValue {
    const pick = this.#pick;
    const attribute = this.#attribute();
    const literal = pick(LITERALS);
    switch (
      pick(['compare', 'compare', 'between', 'in', 'has', 'some', 'edge', 'version', 'version', 'not'])
    ) {
      case 'compare':
        return {
          [pick(COMPARISONS)]: pick([
            [attribute, literal],
            [literal, attribute],
          ]),
        };
      case 'between':
        return { [pick(COMPARISONS)]: [literal, attribute, pick(LITERALS)] };
      case 'in':
        return { in: [attribute, [literal, pick(LITERALS), pick([['pro'], 'pro'])]] };
      case 'has':
        return { in: [literal, attribute] };
      case 'some':
        return { [pick(['some', 'none'])]: [attribute, { in: [{ var: '' }, [literal, pick(LITERALS)]] }] };
      case 'edge':
        return {
          [pick(['starts_with', 'ends_with'])]: pick([
            [attribute, literal],
            [attribute, literal],
            [attribute],
            [attribute, literal, literal],
          ]),
        };
      case 'version': {
        const operator = pick(['=', '!=', '<', '<=', '>', '>=', '^', '~', '?']);
        const version = pick(VERSIONS);
        return {
          sem_ver: pick([
            [attribute, operator, version],
            [version, operator, attribute],
            [attribute, operator],
          ]),
        };
      }
      default:
        return { '!': [depth > 0 ? this.#test(depth - 1) : attribute] };
    }
  }

  #attribute(): JsonValue {
    return { var: this.#pick(ATTRIBUTES) };
  }

  /** The same with a condition for the last weight. */
  #weighted(fractional: { readonly fractional: readonly JsonValue[] }): JsonValue {
    const last = fractional.fractional.length - 1;
    const [variant] = fractional.fractional[last] as readonly JsonValue[];
    const weight = { if: [this.condition(0), this.#pick([0, 10, 40]), this.condition(0), 5, 20] };
    return { fractional: fractional.fractional.with(last, [variant!, weight]) };
  }

  #fractional(variants: readonly JsonValue[]): { readonly fractional: readonly JsonValue[] } {
    const pick = this.#pick;
    const flag = { var: '$flagd.flagKey' };
    const buckets = Array.from({ length: pick([1, 2, 3, 4]) }, () => {
      const variant = pick(variants);
      return pick<JsonValue>([[variant], [variant, Math.floor(this.#random() * 60)], [variant, 0]]);
    });
    const text = pick<JsonValue | undefined>([
      undefined,
      undefined,
      { cat: [flag, { var: pick(KEYS) }] },
      { cat: ['spring', { var: pick(KEYS) }] },
      { cat: [{ var: pick(KEYS) }] },
      { cat: [flag, { var: 'targetingKey' }] },
      { cat: ['only text'] },
      { var: pick(KEYS) },
      'text',
    ]);
    return { fractional: text === undefined ? buckets : [text, ...buckets] };
  }
}
