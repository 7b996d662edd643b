import type { FlagDefinition, JsonValue, Rule } from '@halyard/core';
import { isObject } from '@halyard/core/store';
import { all, isAlways, isNever } from '../condition-algebra.js';
import type { ReadFlags } from '../format.js';
import { type JsonObject, listOf, objectOf } from '../json-object.js';
import { translateAll } from '../translate-all.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { conditionOf } from './condition.js';

/**
 * Translates the schema of the feature flags of Powertools for AWS Lambda. The attributes of the context keep their names.
 * Each flag has the same value.
 */
export function read(document: JsonValue): ReadFlags {
  if (!isObject(document)) throw new Error('it must be an object of features of Powertools by name');
  const features = Object.entries(objectOf(document)).map(
    ([name, feature]) => [name, objectOf(feature)] as const,
  );
  return translateAll(features, (_, feature) => definitionOf(feature));
}

function definitionOf(feature: JsonObject): FlagDefinition {
  const { default: otherwise, rules: given, boolean_type: isBoolean = true } = feature;
  if (otherwise === undefined) throw new UntranslatableError('default', 'must be given');
  const isOn = isBoolean === true;
  const rules = Object.entries(objectOf(given));
  if (rules.length === 0) return { default: isOn ? isTrue(otherwise) : otherwise };
  return {
    default: otherwise,
    rules: rules.flatMap(([name, rule]) =>
      rulesOf(`rules[${JSON.stringify(name)}]`, name, objectOf(rule), isOn),
    ),
  };
}

function rulesOf(path: string, name: string, rule: JsonObject, isBoolean: boolean): Rule[] {
  const conditions = listOf(rule['conditions']).map(objectOf);
  // A rule without conditions never matches.
  if (conditions.length === 0) return [];
  const when = all(conditions.map((each, i) => conditionOf(`${path}.conditions[${i}]`, each)));
  if (isNever(when)) return [];
  const value = rule['when_match'] ?? null;
  return [{ name, ...(isAlways(when) ? {} : { when }), serve: isBoolean ? isTrue(value) : value }];
}

/** Truthiness as in Python. */
function isTrue(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : Boolean(value);
}
