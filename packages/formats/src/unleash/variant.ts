import type { Condition, JsonValue, Rule } from '@halyard/core';
import { all, any, not } from '../condition-algebra.js';
import { type JsonObject, listOf, objectOf, textOf, textsOf } from '../json-object.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { valuesOfText } from '../values-of-text.js';
import { attributePath } from './attribute-path.js';
import { keysOf, type Stickiness, withoutKey } from './stickiness.js';
import type { Gate } from './strategy.js';

/** The contexts that get one variant, or a random one. */
export interface Choice {
  readonly when: Condition;
  readonly served: { readonly serve: string } | { readonly split: NonNullable<Rule['split']> };
  /** The attributes without which the choice is made, if it is made at random. */
  readonly without?: Stickiness;
}

/** The name of a variant of Unleash. */
export function variantName(variant: JsonObject): string {
  return textOf(variant['name']) ?? '';
}

/** The value of a variant: its payload, or true. Throws {@link UntranslatableError} for one that counts as off. */
export function variantValue(path: string, variant: JsonObject): JsonValue {
  const payload = variant['payload'];
  if (payload === undefined || payload === null) return true;
  const value = payloadValue(objectOf(payload));
  if (value !== false && value !== null && value !== 0 && value !== '') return value;
  throw new UntranslatableError(path, `the payload ${JSON.stringify(value)} would count as off`);
}

function payloadValue(payload: JsonObject): JsonValue {
  const text = textOf(payload['value']) ?? '';
  if (payload['type'] === 'number') return Number.isFinite(Number(text)) ? Number(text) : text;
  if (payload['type'] !== 'json') return text;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return text;
  }
}

/** Who gets which variant. An override comes first. `undefined` if the variants have no weight: then there is none. */
export function choicesOf(
  path: string,
  variants: readonly JsonObject[],
  group: string,
  stickiness: Stickiness,
): Choice[] | undefined {
  const weighted = variants.map((variant) => ({
    name: variantName(variant),
    weight: weightOf(path, variant),
  }));
  const total = weighted.reduce((sum, { weight }) => sum + weight, 0);
  if (total < 1) return undefined;
  const overrides = variants.flatMap((variant, i) =>
    listOf(variant['overrides']).map((each) => ({
      when: overridden(`${path}[${i}]`, objectOf(each)),
      served: { serve: variantName(variant) },
    })),
  );
  const others = not(any(overrides.map(({ when }) => when)));
  const shared = sharedOut(
    weighted.filter(({ weight }) => weight > 0),
    { total, group, stickiness },
  );
  return [...overrides, ...shared.map((choice) => ({ ...choice, when: all([others, choice.when]) }))];
}

function weightOf(path: string, variant: JsonObject): number {
  const weight = Number(variant['weight'] ?? 0);
  if (Number.isInteger(weight) && weight >= 0) return weight;
  throw new UntranslatableError(path, 'the weight of a variant must be a whole number');
}

function overridden(path: string, override: JsonObject): Condition {
  const attribute = attributePath(path, textOf(override['contextName']) ?? '');
  return { [attribute]: { $in: textsOf(override['values']).flatMap(valuesOfText) } };
}

function sharedOut(
  variants: readonly { readonly name: string; readonly weight: number }[],
  { total, group, stickiness }: { total: number; group: string; stickiness: Stickiness },
): Choice[] {
  const [only, ...more] = variants;
  if (more.length === 0) return [{ when: {}, served: { serve: only!.name } }];
  const split = Object.fromEntries(variants.map(({ name, weight }) => [name, weight]));
  const random: Choice = { when: withoutKey(stickiness), served: { split }, without: stickiness };
  if (stickiness.attributes.length === 0) return [random];
  const keys = { hash: 'unleash-variants', seed: group, total, ...keysOf(stickiness) };
  let before = 0;
  const sticky = variants.map(({ name, weight }) => {
    const range = [(before * 100) / total, ((before + weight) * 100) / total];
    before += weight;
    return { when: { $rollout: { range, ...keys } }, served: { serve: name } };
  });
  return [...sticky, random];
}

/** The rule for a gate and a choice; `undefined` if no context has both. */
export function ruleOf({ when, share }: Gate, choice: Choice): Rule | undefined {
  const isSplit = 'split' in choice.served;
  const required = share?.keys === undefined ? [] : share.stickiness.attributes;
  // A key that the share needs is one that the random choice must not have.
  if (choice.without !== undefined && required.length > 0) {
    if (required.every((attribute) => choice.without!.attributes.includes(attribute))) return undefined;
  }
  const conditions = [when, choice.when];
  if (share?.keys === undefined) {
    const chance = share === undefined ? {} : { rollout: share.percent };
    const isRandom = share !== undefined || isSplit;
    return {
      ...chance,
      ...whenOf(all(conditions)),
      ...(isRandom ? { sticky: false } : {}),
      ...choice.served,
    };
  }
  const { percent, keys } = share;
  if (!isSplit) return { ...whenOf(all(conditions)), rollout: percent, ...keys, ...choice.served };
  // A rule draws all of its parts at random or none of them.
  const condition = { $rollout: { range: [0, percent], ...keys } } as Condition;
  return { ...whenOf(all([...conditions, condition])), sticky: false, ...choice.served };
}

function whenOf(condition: Condition): Pick<Rule, 'when'> {
  return Object.keys(condition).length === 0 ? {} : { when: condition };
}
