import type { FlagDefinition, JsonValue, Rule } from '@halyard/core';
import type { ImportProblem } from '../transfer/import-plan.js';
import { withReferences } from './evaluators.js';
import { rulesOf, type Served } from './from-targeting.js';
import { isObject, type JsonObject } from './logic.js';
import { Untranslatable } from './untranslatable.js';

/** Flags out of definitions of flagd. */
export interface FlagdImport {
  readonly entries: ReadonlyMap<string, FlagDefinition>;
  /** The flags that could not be translated, and why. */
  readonly problems: readonly ImportProblem[];
}

/**
 * Translates definitions of flagd (schema v0), exactly or not at all: each flag serves to everyone the variant that
 * flagd would, in the same bucket. Two things differ: a disabled flag has its default, where flagd leaves the value to
 * the caller; and a context without the key of a `cat` has no bucket, where flagd hashes the text before it alone.
 */
export function fromFlagd(document: Readonly<Record<string, unknown>>): FlagdImport {
  const {
    flags,
    $evaluators: evaluators = {},
    metadata = {},
  } = document as Readonly<Record<string, JsonValue>>;
  if (!isObject(flags)) {
    return {
      entries: new Map(),
      problems: [{ name: 'flags', problem: 'flags: must be an object of flags by key' }],
    };
  }
  const entries = new Map<string, FlagDefinition>();
  const problems: ImportProblem[] = [];
  for (const [name, flag] of Object.entries(flags)) {
    try {
      entries.set(name, definitionOf(name, flag, evaluators, isObject(metadata) ? metadata : {}));
    } catch (error) {
      if (!(error instanceof Untranslatable)) throw error;
      problems.push({ name, problem: error.message });
    }
  }
  return { entries, problems };
}

function definitionOf(
  name: string,
  flag: JsonValue,
  evaluators: JsonValue,
  ofTheSet: JsonObject,
): FlagDefinition {
  if (!isObject(flag)) throw new Untranslatable('flag', 'must be an object');
  const { state, variants, defaultVariant, targeting, metadata } = flag;
  if (state !== 'ENABLED' && state !== 'DISABLED')
    throw new Untranslatable('state', 'must be ENABLED or DISABLED');
  if (!isObject(variants) || Object.keys(variants).length === 0) {
    throw new Untranslatable('variants', 'must be an object with at least one variant');
  }
  if (typeof defaultVariant !== 'string' || !Object.hasOwn(variants, defaultVariant)) {
    throw new Untranslatable(
      'defaultVariant',
      'must name a variant: a default in the code is not stored with a flag',
    );
  }
  const rules = targetingRules(targeting, evaluators, { name, variants, defaultVariant });
  const all = { ...ofTheSet, ...(isObject(metadata) ? metadata : {}) };
  return {
    ...(state === 'ENABLED' ? {} : { enabled: false }),
    variants,
    default: defaultVariant,
    ...(rules.length === 0 ? {} : { rules }),
    ...(Object.keys(all).length === 0 ? {} : { metadata: all }),
  };
}

function targetingRules(
  targeting: JsonValue | undefined,
  evaluators: JsonValue,
  served: Served,
): readonly Rule[] {
  if (targeting === undefined || targeting === null) return [];
  if (isObject(targeting) && Object.keys(targeting).length === 0) return [];
  return rulesOf(withReferences(targeting, evaluators), served);
}
