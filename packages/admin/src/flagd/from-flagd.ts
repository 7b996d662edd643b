import type { FlagDefinition, JsonValue, Rule } from '@halyard/core';
import { isObject } from '@halyard/core/store';
import type { ImportProblem } from '../transfer/import-plan.js';
import { withReferences } from './evaluators.js';
import { rulesOf, type Served } from './from-targeting.js';
import { type JsonObject } from './logic.js';
import { Untranslatable } from './untranslatable.js';

/** Flags translated from definitions of flagd. */
export interface FlagdImport {
  /** The definitions by name, as `planImport` takes them. */
  readonly entries: ReadonlyMap<string, FlagDefinition>;
  /** The flags that could not be translated, with the reasons. */
  readonly problems: readonly ImportProblem[];
}

/**
 * Translates definitions of flagd (schema v0), exactly or not at all. Each flag serves the same variant as flagd, with the
 * same buckets. Two cases differ. A disabled flag serves its default; flagd leaves the value to the caller. A context
 * without the key of a `cat` has no bucket; flagd hashes only the text before the key.
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
    throw new Untranslatable('defaultVariant', 'must name a variant; defaults in the code are not supported');
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
