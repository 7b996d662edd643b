import type { Condition, FlagDefinition, JsonValue, Requirement, Rule } from '@halyard/core';
import { all, any, isAlways, isNever } from '../condition-algebra.js';
import type { ReadFlags } from '../format.js';
import { type JsonObject, listOf, objectOf, textOf, textsOf } from '../json-object.js';
import { translateAll } from '../translate-all.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { attributePath, keyPath, kindIn } from './attribute-reference.js';
import { inBuckets } from './bucket.js';
import { clausesCondition, keyIn, type SegmentCondition } from './clause.js';
import { segmentsIn } from './segment.js';

/**
 * Translates flag data of LaunchDarkly's server-side SDKs. A user's `key` is our targeting key; another kind of context is
 * an object of the context by its name, with its `key`. Variants are named by the index of the variation. Each flag serves
 * the same variation, with the same buckets.
 */
export function read(document: JsonValue): ReadFlags {
  const { flags: given, segments } = objectOf(document);
  if (given === undefined) throw new Error('it must have "flags", an object of flags of LaunchDarkly by key');
  const flags = new Map(Object.entries(objectOf(given)).map(([key, flag]) => [key, objectOf(flag)]));
  const inSegment = segmentsIn(
    new Map(Object.entries(objectOf(segments)).map(([key, segment]) => [key, objectOf(segment)])),
  );
  const required = new Set(
    [...flags.values()].flatMap((flag) => prerequisitesOf(flag).map(({ flag: key }) => key)),
  );
  return translateAll(flags, (key, flag) => definitionOf(key, flag, required.has(key), inSegment));
}

function prerequisitesOf(flag: JsonObject): Requirement[] {
  return listOf(flag['prerequisites'])
    .map(objectOf)
    .map(({ key, variation }) => ({ flag: textOf(key) ?? '', variant: String(Number(variation)) }));
}

function definitionOf(
  key: string,
  flag: JsonObject,
  isRequired: boolean,
  segment: SegmentCondition,
): FlagDefinition {
  const variations = listOf(flag['variations']);
  const variants = Object.fromEntries(variations.map((value, i) => [String(i), value]));
  const { offVariation: off } = flag;
  const isOn = flag['on'] === true;
  const offValue = typeof off === 'number' ? variations[off] : null;
  if (offValue === undefined)
    throw new UntranslatableError('offVariation', 'must be the index of a variation');
  // A disabled flag of Halyard never serves true, and a flag that is off serves no variant to those that require it.
  const isPlain = offValue !== true && !(isOn && isRequired);
  const name = typeof off === 'number' && (isOn || isPlain) ? String(off) : 'off';
  const named = name === 'off' ? { ...variants, off: offValue } : variants;
  if (!isOn) return { ...(isPlain ? { enabled: false } : {}), variants: named, default: name };
  const requires = prerequisitesOf(flag);
  const rules = rulesOf(key, flag, variations.length, segment);
  if (requires.length === 0) return { variants: named, default: name, rules };
  if (isPlain) return { variants: named, default: name, requires, rules };
  return { variants: named, default: name, rules: rules.map((each) => ({ ...each, requires })) };
}

function rulesOf(key: string, flag: JsonObject, count: number, segment: SegmentCondition): Rule[] {
  const scope = { key, salt: textOf(flag['salt']) ?? '', count };
  const rules = listOf(flag['rules'])
    .map(objectOf)
    .flatMap((rule, i) => {
      const path = `rules[${i}]`;
      const when = clausesCondition(`${path}.clauses`, listOf(rule['clauses']).map(objectOf), segment);
      return isNever(when) ? [] : served(path, rule, when, scope);
    });
  const last = served('fallthrough', objectOf(flag['fallthrough']), {}, scope);
  return [...targetRules(flag, count), ...rules, ...last];
}

/** Individual targets. Those of users may stand in a list of their own, in the order of the other. */
function targetRules(flag: JsonObject, count: number): Rule[] {
  const users = listOf(flag['targets']).map(objectOf);
  const contexts = listOf(flag['contextTargets']).map(objectOf);
  const ordered =
    contexts.length === 0
      ? users
      : contexts.flatMap((target) => {
          const isUser = kindIn(target) === 'user' && textsOf(target['values']).length === 0;
          return isUser
            ? users.filter(({ variation }) => variation === target['variation']).slice(0, 1)
            : [target];
        });
  return ordered.flatMap((target) => {
    const serve = variantOf('targets', target['variation'], count);
    const values = textsOf(target['values']);
    if (values.length === 0) return [];
    const kind = kindIn(target);
    return [kind === 'user' ? { users: values, serve } : { when: keyIn(kind, values), serve }];
  });
}

interface Scope {
  readonly key: string;
  readonly salt: string;
  /** How many variations there are. */
  readonly count: number;
}

function variantOf(path: string, variation: JsonValue | undefined, count: number): string {
  const isIndex = typeof variation === 'number' && Number.isInteger(variation) && variation >= 0;
  if (isIndex && variation < count) return String(variation);
  throw new UntranslatableError(path, 'must serve the index of a variation');
}

function served(path: string, { variation, rollout }: JsonObject, when: Condition, scope: Scope): Rule[] {
  if (typeof variation === 'number') return [serving(when, variantOf(path, variation, scope.count))];
  const given = objectOf(rollout);
  const weighted = listOf(given['variations']).map(objectOf);
  if (weighted.length === 0) throw new UntranslatableError(path, 'must serve a variation or a rollout');
  const kind = kindIn(given);
  const name = given['kind'] === 'experiment' ? 'key' : textOf(given['bucketBy']) || 'key';
  const isReference = textOf(given['contextKind']) !== undefined;
  const by = name === 'key' ? keyPath(kind) : attributePath(path, kind, name, isReference);
  const { seed } = given;
  const bucketing = { seed: typeof seed === 'number' ? String(seed) : `${scope.key}.${scope.salt}`, by };
  let before = 0;
  const found = weighted.map((each, i) => {
    const first = before / 1000;
    before += Number(each['weight'] ?? 0);
    const last = i === weighted.length - 1 ? 100 : before / 1000;
    return { serve: variantOf(`${path}.rollout`, each['variation'], scope.count), first, last };
  });
  return found.flatMap(({ serve, first, last }) => {
    const share = any(inBuckets(bucketing, { first, last }));
    return isNever(share) ? [] : [serving(all([when, share]), serve)];
  });
}

function serving(when: Condition, serve: string): Rule {
  return isAlways(when) ? { serve } : { when, serve };
}
