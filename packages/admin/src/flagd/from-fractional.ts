import type { JsonValue, Rollout, Rule } from '@halyard/core';
import { attributeOf, type JsonObject, type Operation, operationOf } from './logic.js';
import { Untranslatable } from './untranslatable.js';

interface Bucket {
  readonly variant: string;
  readonly weight: number;
}

interface Fractional {
  readonly bucketing: Pick<Rollout, 'by' | 'seed'>;
  readonly buckets: readonly Bucket[];
  readonly total: number;
}

/**
 * The rules that put each key into the bucket that flagd's `fractional` puts it into. A split has its variants by name;
 * for any other order there is a rule for each, with the share of all up to it. Throws {@link Untranslatable}.
 */
export function fractionalRules(path: string, operands: readonly JsonValue[], variants: JsonObject): Rule[] {
  const { bucketing, buckets, total } = read(path, operands);
  const stranger = buckets.find(({ variant }) => !Object.hasOwn(variants, variant));
  if (stranger !== undefined)
    throw new Untranslatable(path, `${JSON.stringify(stranger.variant)} is no variant`);
  const hashed = Object.keys(bucketing).length === 0 ? {} : { rollout: { percent: 100, ...bucketing } };
  if (buckets.every(({ variant }, i) => i === 0 || buckets[i - 1]!.variant < variant)) {
    return [
      { ...hashed, split: Object.fromEntries(buckets.map(({ variant, weight }) => [variant, weight])) },
    ];
  }
  let upTo = 0;
  // At 100 percent a rollout asks for no key, where flagd does.
  const keyed = { when: { [bucketing.by ?? 'targetingKey']: { $exists: true } } };
  return buckets.map(({ variant, weight }) => {
    upTo += weight;
    const rollout = { percent: (upTo * 100) / total, ...bucketing };
    return { ...(upTo === total ? keyed : {}), rollout, serve: variant };
  });
}

/** The share that `{"==": [{"fractional": [["in", 25], ["out", 75]]}, "in"]}` asks for: whether a key is in the first of two. */
export function shareOf(
  path: string,
  { operator, operands: [drawn, wanted] }: Operation,
): Rollout | undefined {
  const operation = drawn === undefined ? undefined : operationOf(drawn);
  if (operator !== '==' || operation?.operator !== 'fractional') return undefined;
  const { bucketing, buckets, total } = read(`${path}.==[0].fractional`, operation.operands);
  const [first, second, ...others] = buckets;
  if (second === undefined || others.length > 0 || first!.variant !== wanted || second.variant === wanted)
    return undefined;
  return { percent: (first!.weight * 100) / total, ...bucketing };
}

function read(path: string, operands: readonly JsonValue[]): Fractional {
  const [first] = operands;
  const keyed = !Array.isArray(first);
  const buckets = (keyed ? operands.slice(1) : operands).map((each, i) =>
    bucketOf(`${path}[${keyed ? i + 1 : i}]`, each),
  );
  const total = buckets.reduce((sum, { weight }) => sum + weight, 0);
  if (total < 1 || total > 2 ** 31 - 1)
    throw new Untranslatable(path, 'must have weights with a sum from 1 to 2147483647');
  return { bucketing: keyed ? bucketingOf(path, first) : {}, buckets, total };
}

function bucketOf(path: string, bucket: JsonValue): Bucket {
  const [variant, weight = 1] = Array.isArray(bucket) ? (bucket as readonly JsonValue[]) : [];
  if (typeof variant === 'string' && Number.isSafeInteger(weight) && (weight as number) >= 0) {
    return { variant, weight: weight as number };
  }
  throw new Untranslatable(path, 'must be a variant and a whole weight, such as ["red", 50]');
}

/** What is hashed: an attribute, after the flag's key or another text. */
function bucketingOf(path: string, expression: JsonValue | undefined): Fractional['bucketing'] {
  const plain = attributeOf(expression);
  if (plain !== undefined && !plain.includes('.'))
    return { ...(plain === 'targetingKey' ? {} : { by: plain }), seed: '' };
  const operation = expression === undefined ? undefined : operationOf(expression);
  const [seed, key, ...others] = operation?.operator === 'cat' ? operation.operands : [];
  const attribute = attributeOf(key);
  if (attribute !== undefined && !attribute.includes('.') && others.length === 0) {
    const by = attribute === 'targetingKey' ? {} : { by: attribute };
    if (attributeOf(seed) === '$flagd.flagKey') return by;
    if (typeof seed === 'string') return { ...by, seed };
  }
  throw new Untranslatable(
    path,
    'must be keyed by {"cat": [{"var": "$flagd.flagKey"}, {"var": …}]}, or a text there',
  );
}
