import type { FlagDefinition, JsonValue } from '@halyard/core';
import { isObject } from '@halyard/core/store';
import type { ReadFlags } from '../format.js';
import { translateAll } from '../translate-all.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { withReferences } from './evaluators.js';
import { rulesOf } from './from-targeting.js';
import { type JsonObject, objectOf } from '../json-object.js';

/**
 * Translates definitions of flagd (schema v0). Each flag serves the same variant as flagd, with the same buckets. Where
 * flagd leaves the value to the caller, because there is no default variant, a variant with the value null is served, so
 * that a typed read gives the caller's fallback. A disabled flag and a failed evaluation serve the default.
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
  const served = withDefault(variants, defaultVariant ?? '');
  const rules = isEmpty(targeting) ? [] : rulesOf(withReferences(targeting, evaluators), name, served);
  const all = { ...ofTheSet, ...objectOf(metadata) };
  return {
    ...(state === 'ENABLED' ? {} : { enabled: false }),
    variants: served.variants,
    default: served.defaultVariant,
    ...(rules.length === 0 ? {} : { rules }),
    ...(Object.keys(all).length === 0 ? {} : { metadata: all }),
  };
}

/** The variants with the default among them: one with the value null if the caller decides. */
function withDefault(
  variants: JsonObject,
  name: JsonValue,
): { readonly variants: JsonObject; readonly defaultVariant: string } {
  if (typeof name === 'string' && Object.hasOwn(variants, name) && name !== '') {
    return { variants, defaultVariant: name };
  }
  if (name !== '') throw new UntranslatableError('defaultVariant', 'must name a variant');
  let free = 'none';
  for (let i = 2; Object.hasOwn(variants, free); i++) free = `none${i}`;
  return { variants: { ...variants, [free]: null }, defaultVariant: free };
}

/** flagd ignores targeting without content. */
function isEmpty(targeting: JsonValue | undefined): targeting is undefined {
  return targeting === undefined || targeting === null || Object.keys(targeting).length === 0;
}
