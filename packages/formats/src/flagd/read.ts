import type { FlagDefinition, JsonValue, Rule } from '@halyard/core';
import { isObject } from '@halyard/core/store';
import type { ReadFlags } from '../format.js';
import { translateAll } from '../translate-all.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { withReferences } from './evaluators.js';
import { rulesOf } from './from-targeting.js';
import { Served } from './served.js';
import { type JsonObject, objectOf } from '../json-object.js';

/**
 * Translates definitions of flagd (schema v0). Each flag serves the same variant as flagd, with the same buckets. Where
 * flagd leaves the value to the caller, because the flag is disabled or the variant is missing, a variant with the value null
 * is served, so that a typed read gives the caller's fallback. A failed evaluation serves the default.
 */
export function read(document: JsonValue): ReadFlags {
  const { flags, $evaluators: evaluators = {}, metadata } = objectOf(document);
  if (!isObject(flags)) throw new Error('it must have "flags", an object of definitions of flagd by key');
  return translateAll(Object.entries(flags), (name, flag) =>
    definitionOf(name, flag, evaluators, objectOf(metadata)),
  );
}

function definitionOf(
  name: string,
  flag: JsonValue,
  evaluators: JsonValue,
  ofTheSet: JsonObject,
): FlagDefinition {
  if (!isObject(flag)) throw new UntranslatableError('flag', 'must be an object');
  const { state, variants, defaultVariant, targeting, metadata } = flag;
  if (state !== 'ENABLED' && state !== 'DISABLED')
    throw new UntranslatableError('state', 'must be ENABLED or DISABLED');
  if (!isObject(variants)) throw new UntranslatableError('variants', 'must be an object');
  const served = new Served(variants, defaultVariant ?? '');
  const rules = isEmpty(targeting) ? [] : rulesOf(withReferences(targeting, evaluators), name, served);
  const all = { ...ofTheSet, ...objectOf(metadata) };
  return {
    ...(state === 'ENABLED' ? whileOn(served, rules) : whileOff(served, rules)),
    ...(Object.keys(all).length === 0 ? {} : { metadata: all }),
  };
}

type ServedRules = Pick<FlagDefinition, 'enabled' | 'variants' | 'default' | 'rules'>;

function whileOn({ variants, defaultVariant }: Served, rules: readonly Rule[]): ServedRules {
  return { variants, default: defaultVariant, ...(rules.length === 0 ? {} : { rules }) };
}

/** While the flag is disabled, the caller decides. The last rule is for the time when it is enabled. */
function whileOff(served: Served, rules: readonly Rule[]): ServedRules {
  const none = served.none();
  const last = served.defaultVariant === none ? [] : [{ serve: served.defaultVariant }];
  const all = [...rules, ...last];
  return {
    enabled: false,
    variants: served.variants,
    default: none,
    ...(all.length === 0 ? {} : { rules: all }),
  };
}

/** flagd ignores targeting without content. */
function isEmpty(targeting: JsonValue | undefined): targeting is undefined {
  return targeting === undefined || targeting === null || Object.keys(targeting).length === 0;
}
