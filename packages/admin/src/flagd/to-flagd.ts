import type { Condition, Flag, FlagDefinition, JsonValue } from '@halyard/core';
import { flagText, isObject, isSegmentName, parseFlag, readJson, SEGMENT_PREFIX } from '@halyard/core/store';
import type { AnyFlags } from '../any-flags.js';
import type { ImportProblem } from '../transfer/import-plan.js';
import { type JsonObject } from './logic.js';
import { withReferences } from './evaluators.js';
import { withSeeds } from './explicit-seeds.js';
import { logicOf } from './to-logic.js';
import { targetingOf } from './to-targeting.js';
import { Untranslatable } from './untranslatable.js';
import { defaultOf, namedVariants } from './variant-names.js';

const SCHEMA = 'https://flagd.dev/schema/v0/flags.json';

/** Definitions of flagd translated from flags. */
export interface FlagdExport {
  /** The document, as a file of flagd has it. */
  readonly document: { readonly [key: string]: JsonValue };
  /** The flags and segments that are not in the document, with the reasons. */
  readonly problems: readonly ImportProblem[];
}

/**
 * Translates flags into definitions of flagd (schema v0), exactly or not at all. flagd serves the same values with the
 * same buckets. Only a disabled flag differs: flagd leaves its value to the caller. Segments become `$evaluators`. Kind,
 * description, owner and similar keys become metadata.
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
    const unknown = referencesOf(flag).find((name) => isSegmentName(name) && !evaluators.has(name));
    if (unknown !== undefined) throw new Untranslatable(unknown, "is not there, or can't be expressed");
  };
  for (const segment of inOrder(flags.segments())) {
    const translated = translate(segment, (each) => {
      refuseUnknown(each);
      // flagd replaces references only once, so an evaluator must not contain references.
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

/** The references of the exported rules, including the rules of disabled flags. */
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

/** Segments in order: each one after the segments that it refers to. A cycle starts with any of its segments. */
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
    throw new Untranslatable('requires', 'flagd does not support required flags');
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

/** flagd's metadata is flat, so nested values are left out. */
function metadataOf(definition: FlagDefinition): JsonObject {
  const { metadata = {}, kind, description, owner, tags, expires } = definition;
  const own = { kind, description, owner, tags: tags?.join(','), expires };
  const all = { ...own, ...(isObject(metadata) ? metadata : {}) };
  return Object.fromEntries(
    Object.entries(all).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value)),
  ) as JsonObject;
}
