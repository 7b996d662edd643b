import type { Condition, FlagDefinition, JsonValue, Requirement, Rule } from '@halyard/core';
import { all, isAlways, isNever } from '../condition-algebra.js';
import type { ReadFlags } from '../format.js';
import { type JsonObject, listOf, objectOf, textOf, withDefined } from '../json-object.js';
import { translateAll } from '../translate-all.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { conditionOf } from './condition.js';
import {
  holdsFor,
  isCyclic,
  type ParentCondition,
  parentConditionsOf,
  parentNames,
  rulesIn,
  valuesOf,
} from './parents.js';
import { type SavedGroups, savedGroupsOf } from './saved-groups.js';
import {
  bucketRanges,
  type Draw,
  filtersCondition,
  inRange,
  keysOf,
  namespaceCondition,
  pairOf,
  percentUpTo,
} from './shares.js';
import { ValueNames } from './value-names.js';

/**
 * Translates the features of an SDK payload of GrowthBook. Each flag has the same value for the same attributes, with the
 * same buckets. Attributes keep their names, so a context needs `id` if a rule hashes it.
 */
export function read(document: JsonValue): ReadFlags {
  const { features: given, savedGroups, encryptedFeatures } = objectOf(document);
  if (encryptedFeatures !== undefined) {
    throw new Error(
      'its features are encrypted: decrypt them, or import the payload of a connection without encryption',
    );
  }
  if (given === undefined)
    throw new Error('it must have "features", an object of features of GrowthBook by id');
  const features = new Map(
    Object.entries(objectOf(given)).map(([name, feature]) => [name, objectOf(feature)]),
  );
  const parents = parentNames(features);
  const groups = savedGroupsOf(savedGroups);
  return translateAll(features, (name, feature) => {
    if (isCyclic(name, features)) throw new UntranslatableError('rules', 'depend on the feature itself');
    const names = parents.has(name) ? new ValueNames(valuesOf(feature)) : undefined;
    return definitionOf(name, feature, { features, groups, names });
  });
}

interface Scope {
  readonly features: ReadonlyMap<string, JsonObject>;
  readonly groups: SavedGroups;
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

/** The rules that serve a value, apart from prerequisites. */
function servingRules(path: string, name: string, rule: JsonObject, { groups }: Scope): Rule[] {
  const filters = filtersCondition(listOf(rule['filters']).map(objectOf));
  const condition =
    rule['condition'] === undefined
      ? {}
      : conditionOf(`${path}.condition`, objectOf(rule['condition']), groups);
  const when = all([filters, condition]);
  if (isNever(when)) return [];
  if (Object.hasOwn(rule, 'force')) return forced(name, rule, when);
  if (rule['contextualVariations'] !== undefined || rule['contextualBanditRef'] !== undefined) {
    throw new UntranslatableError(path, 'contextual bandits are not supported');
  }
  return experiment(path, name, rule, when);
}

function drawOf(rule: JsonObject, seed: string): Draw {
  return {
    seed: textOf(rule['seed']) || seed,
    attribute: textOf(rule['hashAttribute']) || 'id',
    version: Number(rule['hashVersion'] ?? 0) || 1,
  };
}

function forced(name: string, rule: JsonObject, when: Condition): Rule[] {
  const { force: serve = null, range, coverage } = rule;
  const draw = drawOf(rule, name);
  if (range !== undefined && range !== null) return ruleFor(all([when, inRange(draw, pairOf(range))]), serve);
  if (coverage === undefined) return ruleFor(when, serve);
  const keys = keysOf(draw);
  const percent = percentUpTo(draw, Number(coverage));
  if (keys === undefined || coverage === 0 || percent === 0) return [];
  if (percent === 100) return ruleFor(all([when, inRange(draw, [0, 2])]), serve);
  return ruleFor(when, serve).map((each) => ({ ...each, rollout: percent, ...keys }));
}

function experiment(path: string, name: string, rule: JsonObject, when: Condition): Rule[] {
  const variations = listOf(rule['variations']);
  if (variations.length < 2) return [];
  const draw = drawOf(rule, textOf(rule['key']) || name);
  const inNamespace =
    rule['filters'] === undefined && Array.isArray(rule['namespace'])
      ? namespaceCondition(draw.attribute, listOf(rule['namespace']))
      : {};
  const ranges = Array.isArray(rule['ranges'])
    ? listOf(rule['ranges']).map(pairOf)
    : bucketRanges(variations.length, Number(rule['coverage'] ?? 1), weightsOf(rule));
  assertApart(`${path}.ranges`, ranges);
  return ranges.flatMap((range, i) => {
    const passesOn = objectOf(listOf(rule['meta'])[i])['passthrough'] === true;
    const serve = variations[i];
    if (passesOn || serve === undefined) return [];
    return ruleFor(all([inNamespace, when, inRange(draw, range)]), serve);
  });
}

function weightsOf(rule: JsonObject): number[] | undefined {
  return Array.isArray(rule['weights']) ? listOf(rule['weights']).map(Number) : undefined;
}

/** Of two ranges that have a number in common the first would win, which passing on would get wrong. */
function assertApart(path: string, ranges: readonly (readonly [number, number])[]): void {
  const sorted = ranges.toSorted(([a], [b]) => a - b);
  const overlap = sorted.some(([first], i) => i > 0 && first < sorted[i - 1]![1] - 1e-9);
  if (overlap) throw new UntranslatableError(path, 'must not overlap');
}

function ruleFor(when: Condition, serve: JsonValue): Rule[] {
  if (isNever(when)) return [];
  return [{ ...(isAlways(when) ? {} : { when }), serve }];
}
