import type { Condition, Flag, FlagDefinition, JsonValue } from '@halyard/core';
import { flagText, parseFlag, readJson, SEGMENT_PREFIX } from '@halyard/core/store';
import type { AnyFlags } from '../any-flags.js';
import type { ImportProblem } from '../transfer/import-plan.js';
import { isObject, type JsonObject } from './logic.js';
import { withReferences } from './evaluators.js';
import { withSeeds } from './explicit-seeds.js';
import { logicOf } from './to-logic.js';
import { targetingOf } from './to-targeting.js';
import { Untranslatable } from './untranslatable.js';
import { defaultOf, namedVariants } from './variant-names.js';

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
 * become `$evaluators`; kind, description, owner and the like become metadata.
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
  const evaluators = new Map<string, JsonValue>();
  const refuseUnknown = (flag: Flag): void => {
    const unknown = referencesOf(flag).find(
      (name) => name.startsWith(SEGMENT_PREFIX) && !evaluators.has(name),
    );
    if (unknown !== undefined) throw new Untranslatable(unknown, "is not there, or can't be expressed");
  };
  for (const segment of inOrder(flags.segments())) {
    const translated = translate(segment, (each) => {
      refuseUnknown(each);
      // flagd replaces references once, so that an evaluator must not have any.
      return withReferences(evaluatorOf(each), shortNames(evaluators));
    });
    for (const [name, logic] of translated) evaluators.set(name, logic);
  }
  const entries = flags.all().flatMap((flag) =>
    translate(flag, (each) => {
      refuseUnknown(each);
      return flagOf(each);
    }),
  );
  const document = {
    $schema: SCHEMA,
    flags: Object.fromEntries(entries),
    ...(evaluators.size === 0 ? {} : { $evaluators: shortNames(evaluators) }),
  };
  return { document, problems };
}

/** What the rules that are exported refer to, also those of a disabled flag. */
function referencesOf({ name, definition, references }: Flag): readonly string[] {
  if (definition.enabled !== false) return references;
  const { enabled: _, ...enabled } = definition;
  return parseFlag(name, flagText(name, enabled)).flag!.references;
}

function shortNames(evaluators: ReadonlyMap<string, JsonValue>): JsonObject {
  return Object.fromEntries(
    Array.from(evaluators, ([name, logic]) => [name.slice(SEGMENT_PREFIX.length), logic]),
  );
}

/** Segments, each after those that it refers to, as far as that goes: on a cycle there is a first one. */
function inOrder(segments: readonly Flag[]): Flag[] {
  const byName = new Map(segments.map((segment) => [segment.name, segment]));
  const ordered = new Set<Flag>();
  const visit = (segment: Flag, way: readonly Flag[]): void => {
    if (ordered.has(segment) || way.includes(segment)) return;
    for (const name of segment.references) {
      const other = byName.get(name);
      if (other !== undefined) visit(other, [...way, segment]);
    }
    ordered.add(segment);
  };
  for (const segment of segments) visit(segment, []);
  return [...ordered];
}

function evaluatorOf({ name, text }: Flag): JsonValue {
  const { value } = readJson(text) as { value: Condition };
  return logicOf('condition', withSeeds(value, name));
}

function flagOf({ name, definition }: Flag): JsonValue {
  if (definition.requires !== undefined && definition.requires.length > 0) {
    throw new Untranslatable('requires', 'flagd has no flags that require others');
  }
  const { variants, nameOf } = namedVariants(definition);
  const targeting = targetingOf(name, definition.rules ?? [], nameOf);
  const metadata = metadataOf(definition);
  return {
    state: definition.enabled === false ? 'DISABLED' : 'ENABLED',
    variants,
    defaultVariant: nameOf(defaultOf(definition)),
    ...(targeting === undefined ? {} : { targeting }),
    ...(Object.keys(metadata).length === 0 ? {} : { metadata }),
  };
}

/** flagd's metadata is flat: anything nested is left out. */
function metadataOf(definition: FlagDefinition): JsonObject {
  const { metadata = {}, kind, description, owner, tags, expires } = definition;
  const own = { kind, description, owner, tags: tags?.join(','), expires };
  const all = { ...own, ...(isObject(metadata) ? metadata : {}) };
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value)),
  ) as JsonObject;
}
