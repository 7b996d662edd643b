import { HalyardError } from '@halyard/core';
import { isSegmentName } from '@halyard/core/store';
import { FORMATS, WRITTEN_FORMAT_NAMES, type WrittenFormatName } from '@halyard/formats';
import { type FlagLimit, isVisible, limitKey } from '../access/flag-limit.js';
import type { AnyFlags } from '../any-flags.js';
import { entityTag } from '../http/json-answer.js';
import { Problem } from '../http/problem.js';
import { exportTexts } from './export-texts.js';
import { namingProblems } from './naming-problems.js';
import { storedEntries } from './stored-entries.js';
import { unreadLayer } from './unread-layer.js';

/** A document of all flags, as it is sent. */
export interface ExportText {
  readonly text: string;
  /** The same text has the same tag in every process. */
  readonly tag: string;
}

/** The names of what can be exported: the texts as they are stored, or a document of a format. */
export const EXPORT_FORMATS: readonly ExportFormat[] = ['stored', ...WRITTEN_FORMAT_NAMES];

/** One of {@link EXPORT_FORMATS}. */
export type ExportFormat = 'stored' | WrittenFormatName;

/** The number of documents that are kept of a snapshot. */
const KEPT = 20;

// Many replicas ask again and again for the same snapshot.
const KNOWN = new WeakMap<AnyFlags['snapshot'], Map<string, ExportText>>();

/** What an export has. */
export interface ExportQuery {
  /** Whether to leave out what the format can't express, instead of failing. */
  readonly skip: boolean;
  /** The flags of the caller, of whom only these are exported, without segments; `undefined` for all. */
  readonly limit: FlagLimit | undefined;
}

/**
 * All flags as one document. Throws `NOT_READY` while a layer was never read: a reader would take the flags that are not
 * known yet for deleted ones.
 */
export function exportText(flags: AnyFlags, format: ExportFormat, query: ExportQuery): ExportText {
  const unread = unreadLayer(flags.status());
  if (unread !== undefined) {
    const why = unread.reason ?? 'no answer yet';
    throw new HalyardError('NOT_READY', `${unread.name} was never read, so not all flags are known: ${why}`);
  }
  const { snapshot } = flags;
  const known = KNOWN.get(snapshot) ?? new Map<string, ExportText>();
  KNOWN.set(snapshot, known);
  const key = `${format} ${query.skip} ${limitKey(query.limit)}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const text = JSON.stringify(documentOf(flags, format, query));
  const made = { text, tag: entityTag(text) };
  if (known.size >= KEPT) known.clear();
  known.set(key, made);
  return made;
}

function documentOf(flags: AnyFlags, format: ExportFormat, { skip, limit }: ExportQuery): object {
  if (format === 'stored') return Object.fromEntries(shown(flags, storedEntries(flags), limit));
  const { document, problems } = FORMATS[format].write(shown(flags, exportTexts(flags), limit));
  if (problems.length === 0 || skip) return document;
  throw new Problem(422, 'NOT_EXPRESSIBLE', `${format} can't express ${namingProblems(problems)}`, {
    members: { problems },
  });
}

/** The entries of the flags that may be seen. An invalid text is left out, because its tags are not known. */
function shown<Entry>(
  { snapshot }: AnyFlags,
  entries: Map<string, Entry>,
  limit: FlagLimit | undefined,
): Map<string, Entry> {
  if (limit === undefined) return entries;
  const isShown = (name: string): boolean =>
    !isSegmentName(name) &&
    !snapshot.invalid.has(name) &&
    isVisible(limit, snapshot.flags.get(name)?.definition);
  return new Map([...entries].filter(([name]) => isShown(name)));
}
