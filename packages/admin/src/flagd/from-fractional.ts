import type { BucketingKeys, JsonValue, RolloutRange, Rule } from '@halyard/core';
import { attributeOf, type JsonObject, operationOf } from './logic.js';
import { SEPARATOR } from './to-fractional.js';
import { Untranslatable } from './untranslatable.js';
import { percentOf } from './weights.js';

interface Bucket {
  readonly variant: string;
  readonly weight: number;
}

interface Fractional {
  readonly by: Pick<BucketingKeys, 'by'>;
  /** The text hashed before the key. */
  readonly seed: string;
  readonly buckets: readonly Bucket[];
  readonly total: number;
}

/**
 * The rules that put each key into the same bucket as flagd's `fractional`. A split orders its variants by name. For any
 * other order, each variant gets a rule with its range. `name` is the flag's name. Throws {@link Untranslatable}.
 */
export function fractionalRules(
  path: string,
  operands: readonly JsonValue[],
  variants: JsonObject,
  name: string,
): Rule[] {
  const fractional = read(path, operands, name);
  const { by, seed, buckets } = fractional;
  const stranger = buckets.find(({ variant }) => !Object.hasOwn(variants, variant));
  if (stranger !== undefined)
    throw new Untranslatable(path, `unknown variant ${JSON.stringify(stranger.variant)}`);
  // A split with a single variant needs no key, but flagd does.
  const isSplit = buckets.filter(({ weight }) => weight > 0).length > 1;
  if (isSplit && buckets.every(({ variant }, i) => i === 0 || buckets[i - 1]!.variant < variant)) {
    const split = Object.fromEntries(buckets.map(({ variant, weight }) => [variant, weight]));
    return [{ split, ...by, ...(seed === name ? {} : { seed }) }];
  }
  return buckets.flatMap(({ variant, weight }, i) => {
    const $rollout = { range: rangeOf(path, fractional, i), ...by, seed };
    return weight === 0 ? [] : [{ when: { $rollout }, serve: variant }];
  });
}

/**
 * The share that `{"==": [{"fractional": [["in", 25], ["out", 75]]}, "in"]}` selects: the keys of one bucket. `undefined`
 * for any other operation.
 */
export function shareOf(
  path: string,
  [drawn, wanted]: readonly JsonValue[],
  name: string,
): (RolloutRange & { readonly seed: string }) | undefined {
  const operation = drawn === undefined ? undefined : operationOf(drawn);
  if (operation?.operator !== 'fractional') return undefined;
  const where = `${path}[0].fractional`;
  const fractional = read(where, operation.operands, name);
  const { by, seed, buckets } = fractional;
  const index = buckets.findIndex(({ variant }) => variant === wanted);
  if (index === -1 || index !== buckets.findLastIndex(({ variant }) => variant === wanted)) {
    throw new Untranslatable(path, 'must compare a fractional with one of its buckets');
  }
  return { range: rangeOf(where, fractional, index), ...by, seed };
}

function rangeOf(
  path: string,
  { buckets, total }: Fractional,
  index: number,
): readonly [first: number, last: number] {
  const before = buckets.slice(0, index).reduce((sum, { weight }) => sum + weight, 0);
  const first = percentOf(before, total);
  const last = percentOf(before + buckets[index]!.weight, total);
  if (first !== undefined && last !== undefined) return [first, last];
  throw new Untranslatable(path, 'has weights that are not an exact percentage');
}

function read(path: string, operands: readonly JsonValue[], name: string): Fractional {
  const [first] = operands;
  const keyed = !Array.isArray(first);
  const buckets = (keyed ? operands.slice(1) : operands).map((each, i) =>
    bucketOf(`${path}[${keyed ? i + 1 : i}]`, each),
  );
  const total = buckets.reduce((sum, { weight }) => sum + weight, 0);
  if (total < 1 || total > 2 ** 31 - 1)
    throw new Untranslatable(path, 'must have weights with a sum from 1 to 2147483647');
  return { ...(keyed ? keyOf(path, first, name) : { by: {}, seed: name }), buckets, total };
}

function bucketOf(path: string, bucket: JsonValue): Bucket {
  const [variant, weight = 1] = Array.isArray(bucket) ? (bucket as readonly JsonValue[]) : [];
  if (typeof variant === 'string' && Number.isSafeInteger(weight) && (weight as number) >= 0) {
    return { variant, weight: weight as number };
  }
  throw new Untranslatable(path, 'must be a variant and a whole number as weight, such as ["red", 50]');
}

/** The hashed parts: first texts, such as the flag's key; then one attribute, or several with the separator between. */
function keyOf(
  path: string,
  expression: JsonValue | undefined,
  name: string,
): Pick<Fractional, 'by' | 'seed'> {
  const operation = expression === undefined ? undefined : operationOf(expression);
  const parts = operation?.operator === 'cat' ? operation.operands : [expression ?? null];
  const texts = parts.map((part) => (attributeOf(part) === '$flagd.flagKey' ? name : part));
  const begin = texts.findIndex((text) => typeof text !== 'string');
  const key = begin === -1 ? [] : texts.slice(begin);
  const attributes = key.flatMap((part, i) => (i % 2 === 0 ? [attributeOf(part)] : []));
  const isKey = key.length % 2 === 1 && key.every((part, i) => i % 2 === 0 || part === SEPARATOR);
  if (!isKey || !attributes.every((each) => each !== undefined && !each.startsWith('$'))) {
    throw new Untranslatable(
      path,
      'must have the key {"cat": [{"var": "$flagd.flagKey"}, {"var": …}]}, with the flag key or a text first',
    );
  }
  const [only, ...others] = attributes as [string, ...string[]];
  const seed = (texts.slice(0, begin) as readonly string[]).join('');
  if (others.length > 0) return { by: { by: [only, ...others] }, seed };
  return { by: only === 'targetingKey' ? {} : { by: only }, seed };
}
