import type { Condition, FlagDefinition, JsonValue, Rule } from '@halyard/core';
import { all, isAlways, isNever, NEVER } from '../condition-algebra.js';
import type { ReadFlags } from '../format.js';
import { type JsonObject, listOf, objectOf, textOf, withDefined } from '../json-object.js';
import { translateAll } from '../translate-all.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { allocationsOf } from './allocation.js';
import { filtersCondition } from './filters.js';
import { Outcomes } from './outcomes.js';

/**
 * Translates the feature flags of Microsoft's feature management, schema 2.0.0, with the section `feature_management`. Their
 * `userId` is our targeting key, and `groups` is an attribute with a list. Each flag is on for the same contexts and serves
 * the same variant, with the same buckets. Where no variant is assigned, it serves `enabled` or `disabled`.
 */
export function read(document: JsonValue): ReadFlags {
  const given = objectOf(objectOf(document)['feature_management'])['feature_flags'];
  if (!Array.isArray(given)) {
    throw new Error('it must have "feature_management" with "feature_flags", a list of flags of Microsoft');
  }
  const flags = listOf(given)
    .map(objectOf)
    .map((flag) => [textOf(flag['id']) ?? '', flag] as const);
  // Of several flags with one id, the last counts.
  return translateAll(new Map(flags), definitionOf);
}

function definitionOf(name: string, flag: JsonObject): FlagDefinition {
  const { enabled = false } = flag;
  if (typeof enabled !== 'boolean') throw new UntranslatableError('enabled', 'must be true or false');
  const isOn = enabled ? filtersCondition('conditions', name, objectOf(flag['conditions'])) : NEVER;
  const variants = listOf(flag['variants']).map(objectOf);
  const description = textOf(flag['description']);
  return {
    ...(variants.length === 0 ? onWhen(isOn) : assigned(name, flag, isOn, new Outcomes(variants, enabled))),
    ...withDefined({ description: description === '' ? undefined : description }),
  };
}

type Served = Pick<FlagDefinition, 'enabled' | 'variants' | 'default' | 'rules'>;

function onWhen(isOn: Condition): Served {
  if (isNever(isOn)) return { enabled: false };
  return isAlways(isOn) ? {} : { rules: [{ when: isOn }] };
}

function assigned(name: string, flag: JsonObject, isOn: Condition, outcomes: Outcomes): Served {
  const allocation = objectOf(flag['allocation']);
  const whileOff = (isOnly: boolean): string =>
    outcomes.serve(textOf(allocation['default_when_disabled']), { isEnabled: false, isOnly });
  if (isNever(isOn)) {
    const otherwise = whileOff(true);
    return { enabled: false, variants: outcomes.variants, default: otherwise };
  }
  const allocations = allocationsOf(name, allocation);
  const isOnly = isAlways(isOn) && allocations.length === 0;
  // An allocation to a variant that does not exist assigns the default.
  const whileOn = (variant: string | undefined): string => {
    const other = textOf(allocation['default_when_enabled']);
    const assigns = variant !== undefined && outcomes.has(variant);
    return outcomes.serve(assigns ? variant : other, { isEnabled: true, isOnly });
  };
  const rules = allocations.flatMap(({ when, users, variant }): Rule[] => {
    const condition = all([isOn, when]);
    if (isNever(condition)) return [];
    const whom = { ...(isAlways(condition) ? {} : { when: condition }), ...withDefined({ users }) };
    return [{ ...whom, serve: whileOn(variant) }];
  });
  const last = whileOn(undefined);
  if (isAlways(isOn)) {
    const isOff = isOnly && !outcomes.isOn(last);
    return {
      ...(isOff ? { enabled: false } : {}),
      variants: outcomes.variants,
      default: last,
      ...(rules.length === 0 ? {} : { rules }),
    };
  }
  const otherwise = whileOff(false);
  return { variants: outcomes.variants, default: otherwise, rules: [...rules, { when: isOn, serve: last }] };
}
