import type { FlagDefinition, JsonValue, Requirement, Rule } from '@halyard/core';
import type { ReadFlags } from '../format.js';
import { type JsonObject, objectOf, textOf, withDefined } from '../json-object.js';
import { translateAll } from '../translate-all.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { banditsOf } from './bandit.js';
import { conditionOf } from './condition.js';
import { cyclicFeatures, isAlwaysNull } from './cycles.js';
import {
  holdsFor,
  type ParentCondition,
  parentConditionsOf,
  parentNames,
  rulesIn,
  valuesOf,
} from './parents.js';
import { savedGroupsOf } from './saved-groups.js';
import { servingRules, type Shared } from './serving-rules.js';
import { ValueNames } from './value-names.js';

/**
 * Translates the features of an SDK payload of GrowthBook. Each flag has the same value for the same attributes, with the
 * same buckets. Attributes keep their names, so a context needs `id` if a rule hashes it.
 */
export function read(document: JsonValue): ReadFlags {
  const { features: given, savedGroups, contextualBandits, ...others } = objectOf(document);
  const encrypted = ENCRYPTED.find((name) => others[name] !== undefined);
  if (encrypted !== undefined) {
    throw new Error(
      `it has ${encrypted}: decrypt it, or import the payload of a connection without encryption`,
    );
  }
  if (given === undefined)
    throw new Error('it must have "features", an object of features of GrowthBook by id');
  const features = new Map(
    Object.entries(objectOf(given)).map(([name, feature]) => [name, objectOf(feature)]),
  );
  const parents = parentNames(features);
  const cyclic = cyclicFeatures(features);
  const shared = { groups: savedGroupsOf(savedGroups), bandits: banditsOf(contextualBandits) };
  return translateAll(features, (name, feature) => {
    if (cyclic.has(name)) return nullFlag(name, features);
    const names = parents.has(name) ? new ValueNames(valuesOf(feature)) : undefined;
    return definitionOf(name, feature, { ...shared, features, names });
  });
}

const ENCRYPTED = ['encryptedFeatures', 'encryptedSavedGroups', 'encryptedContextualBandits'] as const;

function nullFlag(name: string, features: ReadonlyMap<string, JsonObject>): FlagDefinition {
  if (isAlwaysNull(name, features)) return { default: null };
  throw new UntranslatableError('rules', 'depend on a feature that depends on itself');
}

interface Scope extends Shared {
  readonly features: ReadonlyMap<string, JsonObject>;
  /** The variants, if other features depend on this one. */
  readonly names: ValueNames | undefined;
}

function definitionOf(name: string, feature: JsonObject, scope: Scope): FlagDefinition {
  const { names } = scope;
  const served = (value: JsonValue): JsonValue => names?.nameOf(value) ?? value;
  const rules = rulesIn(feature).flatMap((rule, i) => rulesOf(`rules[${i}]`, name, rule, scope));
  const description = textOf(feature['description']);
  return {
    ...(names === undefined ? {} : { variants: names.variants }),
    default: served(feature['defaultValue'] ?? null),
    ...(rules.length === 0
      ? {}
      : { rules: rules.map(({ serve, ...rule }) => ({ ...rule, serve: served(serve!) })) }),
    ...withDefined({ description: description === '' ? undefined : description }),
  };
}

function rulesOf(path: string, name: string, rule: JsonObject, scope: Scope): Rule[] {
  const blocking: Rule[] = [];
  const requires: Requirement[] = [];
  for (const [i, parent] of parentConditionsOf(rule).entries()) {
    const verdict = parentVerdict(`${path}.parentConditions[${i}]`, parent, scope);
    if (verdict === true) continue;
    if (parent.blocks) {
      const others = verdict === false ? [] : [{ flag: parent.flag, variant: verdict.failing }];
      blocking.push({ ...requiring([...requires, ...others]), serve: null });
    } else if (verdict === false) return blocking;
    else requires.push({ flag: parent.flag, variant: verdict.holding });
  }
  const own = servingRules(path, name, rule, scope);
  const id = textOf(rule['id']);
  const named = own.map((each) => ({ ...(id === undefined || id === '' ? {} : { name: id }), ...each }));
  return [...blocking, ...named.map((each) => ({ ...each, ...requiring(requires) }))];
}

function requiring(requires: readonly Requirement[]): Pick<Rule, 'requires'> {
  return requires.length === 0 ? {} : { requires };
}

/** The variants of the parent for which the condition holds, and the others; or that it always or never holds. */
function parentVerdict(
  path: string,
  { flag, condition: asked }: ParentCondition,
  { features, groups }: Scope,
): boolean | { readonly holding: string[]; readonly failing: string[] } {
  const condition = conditionOf(`${path}.condition`, asked, groups);
  const parent = features.get(flag);
  // The value of an unknown feature is null.
  if (parent === undefined) return holdsFor(condition, null);
  const names = new ValueNames(valuesOf(parent));
  const holding = names.namesWhere((value) => holdsFor(condition, value));
  const failing = names.namesWhere((value) => !holdsFor(condition, value));
  if (holding.length === 0 || failing.length === 0) return failing.length === 0;
  return { holding, failing };
}
