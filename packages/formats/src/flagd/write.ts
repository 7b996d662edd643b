import type { Condition, Flag, FlagDefinition, JsonValue } from '@halyard/core';
import {
  flagText,
  isObject,
  isReserved,
  isSegmentName,
  parseFlag,
  readJson,
  SEGMENT_PREFIX,
} from '@halyard/core/store';
import type { FlagProblem, WrittenFlags } from '../format.js';
import { UntranslatableError } from '../untranslatable-error.js';
import { withReferences } from './evaluators.js';
import { withSeeds } from './explicit-seeds.js';
import type { JsonObject } from '../json-object.js';
import { logicOf } from './to-logic.js';
import { targetingOf } from './to-targeting.js';
import { defaultOf, namedVariants } from './variant-names.js';

const SCHEMA = 'https://flagd.dev/schema/v0/flags.json';

/**
 * Translates flags into definitions of flagd (schema v0), exactly or not at all. flagd serves the same values with the
 * same buckets. Only a disabled flag differs: flagd leaves its value to the caller. Segments become `$evaluators`. Kind,
 * description, owner and similar keys become metadata.
 */
export function write(texts: Iterable<readonly [name: string, text: string]>): WrittenFlags {
  const problems: FlagProblem[] = [];
  const flags = parsed(texts, problems);
  const translate = (flag: Flag, to: (flag: Flag) => JsonValue): [string, JsonValue][] => {
    try {
      return [[flag.name, to(flag)]];
    } catch (error) {
      if (!(error instanceof UntranslatableError)) throw error;
      problems.push({ name: flag.name, problem: error.message });
      return [];
    }
  };
  const evaluators = new Map<string, JsonValue>();
  const refuseUnknown = (flag: Flag): void => {
    const unknown = referencesOf(flag).find((name) => isSegmentName(name) && !evaluators.has(name));
    if (unknown !== undefined) throw new UntranslatableError(unknown, "is not there, or can't be expressed");
  };
  for (const segment of inOrder(flags.filter(({ name }) => isSegmentName(name)))) {
    const translated = translate(segment, (each) => {
      refuseUnknown(each);
      // flagd replaces references only once, so an evaluator must not contain references.
      const logic = withReferences(evaluatorOf(each), shortNames(evaluators));
      assertReplaceable(each.name, logic);
      return logic;
    });
    for (const [name, logic] of translated) evaluators.set(name, logic);
  }
  const entries = flags
    .filter(({ name }) => !isSegmentName(name))
    .flatMap((flag) =>
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

/** The flags and segments of these texts. Texts under other reserved names are neither. */
function parsed(texts: Iterable<readonly [name: string, text: string]>, problems: FlagProblem[]): Flag[] {
  const flags: Flag[] = [];
  for (const [name, text] of texts) {
    if (isReserved(name)) continue;
    const { flag, problem = 'is invalid' } = parseFlag(name, text);
    if (flag === undefined) problems.push({ name, problem });
    else flags.push(flag);
  }
  return flags;
}

/** flagd puts evaluators in place as text, in which `$` and quotes have a meaning. */
function assertReplaceable(name: string, logic: JsonValue): void {
  const hasMeaning =
    JSON.stringify(name).length !== name.length + 2 || /\$[$&`'<\d]/.test(JSON.stringify(logic));
  if (hasMeaning) throw new UntranslatableError(name, "has a character that flagd's references can't have");
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
    throw new UntranslatableError('requires', 'flagd does not support required flags');
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
