import type { FlagDefinition, JsonValue, Requirement, Rule } from '@halyard/core';
import { isNever } from '../condition-algebra.js';
import type { ReadFlags } from '../format.js';
import { type JsonObject, listOf, objectOf, textOf, textsOf, withDefined } from '../json-object.js';
import { translateAll } from '../translate-all.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { constraintsCondition } from './constraint.js';
import { readUnleash, type UnleashDocument } from './document.js';
import { type Gate, gatesOf, narrowed, variantStickiness } from './strategy.js';
import { type Choice, choicesOf, ruleOf, variantName, variantValue } from './variant.js';

/**
 * Translates features of Unleash, from the client API or an export of one environment. Unleash's `userId` is our targeting
 * key, and its properties are attributes. Each flag is on for the same contexts as the feature and serves the same variant,
 * with the same buckets. The value of a variant is its payload. A flag without a variant serves `disabled` while it is off.
 */
export function read(document: JsonValue): ReadFlags {
  const unleash = readUnleash(document);
  return translateAll(unleash.features, (_, feature) => definitionOf(feature, unleash));
}

const KINDS: ReadonlyMap<JsonValue | undefined, FlagDefinition['kind']> = new Map([
  ['experiment', 'experiment'],
  ['operational', 'operational'],
  ['permission', 'permission'],
  // To Halyard, a kill switch that is on stops something; to Unleash, one that is off does.
  ['kill-switch', 'operational'],
]);

function definitionOf(feature: JsonObject, unleash: UnleashDocument): FlagDefinition {
  const requires = requirementsOf(feature, unleash);
  const isEnabled = feature['enabled'] === true && requires !== undefined;
  const description = textOf(feature['description']);
  const project = textOf(feature['project']);
  return {
    ...(isEnabled ? {} : { enabled: false }),
    ...servedBy(feature, unleash),
    ...(requires === undefined || requires.length === 0 ? {} : { requires }),
    ...withDefined({
      kind: KINDS.get(feature['type']),
      description: description === '' ? undefined : description,
    }),
    ...(project === undefined ? {} : { metadata: { project } }),
  };
}

/** `undefined` if they never hold: Unleash follows a dependency only one step. */
function requirementsOf(
  feature: JsonObject,
  { features }: UnleashDocument,
): (string | Requirement)[] | undefined {
  const dependencies = listOf(feature['dependencies']).map(objectOf);
  const isDeep = dependencies.some(
    ({ feature: parent }) => listOf(features.get(textOf(parent) ?? '')?.['dependencies']).length > 0,
  );
  if (isDeep) return undefined;
  return dependencies.map(({ feature: parent, enabled, variants }) => {
    const flag = textOf(parent) ?? '';
    if (enabled === false) return { flag, enabled: false };
    const names = textsOf(variants);
    return names.length === 0 ? flag : servingOneOf(flag, names, objectOf(features.get(flag)));
  });
}

/** To Unleash, a feature that is on without a variant serves `disabled`. */
function servingOneOf(flag: string, names: readonly string[], parent: JsonObject): string | Requirement {
  const variants = variantsIn(parent);
  if (!names.includes('disabled')) return { flag, variant: names };
  if (variants.length === 0) return flag;
  const { on } = namedVariants(variants);
  return { flag, variant: names.map((name) => (name === 'disabled' ? on : name)) };
}

/** The variants of a feature and of its strategies. */
function variantsIn(feature: JsonObject): JsonObject[] {
  const strategies = listOf(feature['strategies']).map(objectOf);
  return [...strategies, feature].flatMap((each) => listOf(each['variants']).map(objectOf));
}

type Served = Pick<FlagDefinition, 'variants' | 'default' | 'rules'>;

function servedBy(feature: JsonObject, unleash: UnleashDocument): Served {
  const strategies = listOf(feature['strategies']).map(objectOf);
  const own = listOf(feature['variants']).map(objectOf);
  const all = variantsIn(feature);
  // Without strategies, a feature is enabled for everyone.
  const gates =
    strategies.length === 0
      ? [[{ when: {} }]]
      : strategies.map((each, i) => strategyGates(`strategies[${i}]`, each, unleash));
  if (all.length === 0) {
    return strategies.length === 0
      ? {}
      : {
          rules: gates
            .flat()
            .flatMap((gate) => ruleOf(gate, ON) ?? [])
            .filter(isPossible)
            .map(plain),
        };
  }
  const { variants, off, on } = namedVariants(all);
  const ofFeature = choicesOf('variants', own, textOf(feature['name']) ?? '', stickinessOf('variants', own));
  const rules = gates.flatMap((list, i) => {
    const choices = strategyChoices(`strategies[${i}]`, strategies[i] ?? {}) ?? ofFeature;
    return list.flatMap((gate) =>
      (choices ?? [{ when: {}, served: { serve: on } }]).flatMap((choice) => ruleOf(gate, choice) ?? []),
    );
  });
  const used = rules.some(({ serve }) => serve === on);
  const { [on]: value, ...others } = variants;
  return {
    variants: used ? { ...others, [on]: value! } : others,
    default: off,
    rules: rules.filter(isPossible),
  };
}

const ON: Choice = { when: {}, served: { serve: '' } };

/** The rule of a flag that is only on or off. */
function plain(rule: Rule): Rule {
  const { serve: _, ...rest } = rule;
  return rest;
}

function isPossible({ when }: Rule): boolean {
  return when === undefined || !isNever(when);
}

function strategyGates(path: string, strategy: JsonObject, { segments }: UnleashDocument): Gate[] {
  const used = listOf(strategy['segments']).map((id) => segments.get(id));
  // An unknown segment has no one in it.
  if (used.includes(undefined)) return [];
  const lists = used.map((segment) => {
    if (segment!['constraints'] !== undefined) return listOf(segment!['constraints']).map(objectOf);
    const name = JSON.stringify(segment!['name'] ?? segment!['id']);
    throw new UntranslatableError(
      `${path}.segments`,
      `the document lacks the constraints of segment ${name}`,
    );
  });
  const constraints = [...listOf(strategy['constraints']).map(objectOf), ...lists.flat()];
  const condition = constraintsCondition(`${path}.constraints`, constraints);
  return gatesOf(path, strategy).map((gate) => narrowed(gate, condition));
}

function strategyChoices(path: string, strategy: JsonObject): Choice[] | undefined {
  const variants = listOf(strategy['variants']).map(objectOf);
  if (variants.length === 0) return undefined;
  const parameters = objectOf(strategy['parameters']);
  const field = textOf(variants[0]!['stickiness']) || textOf(parameters['stickiness']);
  const stickiness = variantStickiness(`${path}.variants`, field);
  // Without a group, Unleash hashes the word.
  return choicesOf(`${path}.variants`, variants, textOf(parameters['groupId']) ?? 'undefined', stickiness);
}

function stickinessOf(path: string, variants: readonly JsonObject[]): ReturnType<typeof variantStickiness> {
  return variantStickiness(path, textOf(variants[0]?.['stickiness']));
}

interface NamedVariants {
  readonly variants: JsonObject;
  /** The variant of a flag that is off. */
  readonly off: string;
  /** The variant of a flag that is on without a variant of its own. */
  readonly on: string;
}

function namedVariants(list: readonly JsonObject[]): NamedVariants {
  const variants = new Map<string, JsonValue>();
  for (const [i, each] of list.entries()) {
    const path = `variants[${i}]`;
    const value = variantValue(path, each);
    const name = variantName(each);
    if (variants.has(name) && JSON.stringify(variants.get(name)) !== JSON.stringify(value)) {
      throw new UntranslatableError(path, `the variant ${JSON.stringify(name)} has two payloads`);
    }
    variants.set(name, value);
  }
  const free = (wanted: string): string => (variants.has(wanted) ? free(`${wanted}-`) : wanted);
  const off = free('disabled');
  const on = free('enabled');
  return { variants: { ...Object.fromEntries(variants), [off]: false, [on]: true }, off, on };
}
