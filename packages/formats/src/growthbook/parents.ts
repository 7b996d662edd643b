import type { Condition, JsonValue } from '@halyard/core';
import { parseFlag } from '@halyard/core/store';
import { type JsonObject, listOf, objectOf, textOf } from '../json-object.js';

/** A prerequisite of a rule. */
export interface ParentCondition {
  readonly flag: string;
  readonly condition: JsonObject;
  /** True if the whole flag is null where the condition does not hold, false if the rule is passed over. */
  readonly blocks: boolean;
}

/** The prerequisites of a rule. */
export function parentConditionsOf(rule: JsonObject): ParentCondition[] {
  return listOf(rule['parentConditions'])
    .map(objectOf)
    .map((parent) => ({
      flag: textOf(parent['id']) ?? '',
      condition: objectOf(parent['condition']),
      blocks: Boolean(parent['gate']),
    }));
}

/** The rules of a feature. */
export function rulesIn(feature: JsonObject): JsonObject[] {
  return listOf(feature['rules']).map(objectOf);
}

/** The variations of an experiment. Those of a contextual bandit have a field of their own. */
export function variationsOf(rule: JsonObject): readonly JsonValue[] {
  return listOf(rule['contextualVariations'] ?? rule['variations']);
}

/** The features that others depend on. */
export function parentNames(features: ReadonlyMap<string, JsonObject>): Set<string> {
  return new Set([...features.values()].flatMap((feature) => parentsOf(feature)));
}

/** The features that one depends on. */
export function parentsOf(feature: JsonObject): string[] {
  return rulesIn(feature).flatMap((rule) => parentConditionsOf(rule).map(({ flag }) => flag));
}

/** Every value that a feature can have, null among them if a prerequisite can block it. */
export function valuesOf(feature: JsonObject): JsonValue[] {
  const rules = rulesIn(feature);
  const values = rules.flatMap((rule) => [
    ...(Object.hasOwn(rule, 'force') ? [rule['force']!] : []),
    ...variationsOf(rule),
    ...(parentConditionsOf(rule).some(({ blocks }) => blocks) ? [null] : []),
  ]);
  const all = [feature['defaultValue'] ?? null, ...values];
  return all.filter((value, i) => all.findIndex((other) => isSame(other, value)) === i);
}

/** Whether two values are the same JSON. */
export function isSame(a: JsonValue, b: JsonValue): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

const NO_FLAGS = { get: () => undefined, inCycle: () => false, draw: () => 0 };

/** Whether a condition about `value` holds for it. */
export function holdsFor(condition: Condition, value: JsonValue): boolean {
  const { flag } = parseFlag('parent', JSON.stringify({ rules: [{ when: condition }] }));
  return flag?.decide({ value }, NO_FLAGS, 0).on === true;
}
