import { type Flag, type FlagDefinition, type JsonValue, readJson, SEGMENT_PREFIX } from '@halyard/core';
import type { Condition } from '@halyard/core';
import type { AnyFlags } from '../any-flags.js';
import type { ImportProblem } from '../transfer/import-plan.js';
import { isObject, type JsonObject } from './logic.js';
import { logicOf } from './to-logic.js';
import { targetingOf } from './to-targeting.js';
import { Untranslatable } from './untranslatable.js';
import { namedVariants } from './variant-names.js';

const SCHEMA = 'https://flagd.dev/schema/v0/flags.json';

/** Definitions of flagd out of flags. */
export interface FlagdExport {
  readonly document: JsonObject;
  /** The flags and segments that are not in the document, and why. */
  readonly problems: readonly ImportProblem[];
}

/**
 * Translates flags into definitions of flagd (schema v0), exactly or not at all: flagd serves to everyone what each flag
 * does, in the same bucket. Only a flag that is switched off differs: flagd leaves the value to the caller. Segments
 * become `$evaluators`; description, owner and the like become metadata.
 */
export function toFlagd(flags: AnyFlags): FlagdExport {
  const problems: ImportProblem[] = [];
  const translate = (flag: Flag, to: (flag: Flag) => JsonValue): [string, JsonValue][] => {
    try {
      return [[flag.name, to(flag)]];
    } catch (error) {
      if (!(error instanceof Untranslatable)) throw error;
      problems.push({ name: flag.name, problem: error.message });
      return [];
    }
  };
  const evaluators = flags.segments().flatMap((segment) => translate(segment, evaluatorOf));
  const known = new Set(evaluators.map(([name]) => name));
  const entries = flags.all().flatMap((flag) =>
    translate(flag, (each) => {
      const unknown = each.references.find((name) => name.startsWith(SEGMENT_PREFIX) && !known.has(name));
      if (unknown !== undefined) throw new Untranslatable(unknown, "is not there, or can't be expressed");
      return flagOf(each.definition);
    }),
  );
  const document = {
    $schema: SCHEMA,
    flags: Object.fromEntries(entries),
    ...(evaluators.length === 0
      ? {}
      : {
          $evaluators: Object.fromEntries(
            evaluators.map(([name, logic]) => [name.slice(SEGMENT_PREFIX.length), logic]),
          ),
        }),
  };
  return { document, problems };
}

function evaluatorOf({ text }: Flag): JsonValue {
  const { value } = readJson(text) as { value: Condition };
  return logicOf('condition', value);
}

function flagOf(definition: FlagDefinition): JsonValue {
  if (definition.requires !== undefined && definition.requires.length > 0) {
    throw new Untranslatable('requires', 'flagd has no flags that hang on others');
  }
  const { variants, nameOf } = namedVariants(definition);
  // Absent rules are one that serves everyone, unless there are variants: then the default is for everyone.
  const open = definition.rules === undefined && definition.variants === undefined;
  const targeting = targetingOf(definition.rules ?? [], nameOf);
  const metadata = metadataOf(definition);
  return {
    state: definition.enabled === false ? 'DISABLED' : 'ENABLED',
    variants,
    defaultVariant: nameOf(open ? true : (definition.default ?? false)),
    ...(targeting === undefined ? {} : { targeting }),
    ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
  };
}

/** flagd's metadata is flat: anything nested is left out. */
function metadataOf({ metadata = {}, description, owner, tags, expires }: FlagDefinition): JsonObject {
  const own = { description, owner, tags: tags?.join(','), expires };
  const all = { ...own, ...(isObject(metadata) ? metadata : {}) };
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value)),
  ) as JsonObject;
}
