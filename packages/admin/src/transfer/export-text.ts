import { HalyardError } from '@halyard/core';
import { FORMATS, WRITTEN_FORMAT_NAMES, type WrittenFormatName } from '@halyard/formats';
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

// Many replicas ask again and again for the same snapshot.
const KNOWN = new WeakMap<AnyFlags['snapshot'], Map<string, ExportText>>();

/**
 * All flags as one document. Throws `NOT_READY` while a layer was never read: a reader would take the flags that are not
 * known yet for deleted ones.
 */
export function exportText(flags: AnyFlags, format: ExportFormat, skip: boolean): ExportText {
  const unread = unreadLayer(flags.status());
  if (unread !== undefined) {
    const why = unread.reason ?? 'no answer yet';
    throw new HalyardError('NOT_READY', `${unread.name} was never read, so not all flags are known: ${why}`);
  }
  const { snapshot } = flags;
  const known = KNOWN.get(snapshot) ?? new Map<string, ExportText>();
  KNOWN.set(snapshot, known);
  const key = `${format} ${skip}`;
  const found = known.get(key);
  if (found !== undefined) return found;
  const text = JSON.stringify(documentOf(flags, format, skip));
  const made = { text, tag: entityTag(text) };
  known.set(key, made);
  return made;
}

function documentOf(flags: AnyFlags, format: ExportFormat, skip: boolean): object {
  if (format === 'stored') return Object.fromEntries(storedEntries(flags));
  const { document, problems } = FORMATS[format].write(exportTexts(flags));
  if (problems.length === 0 || skip) return document;
  throw new Problem(422, 'NOT_EXPRESSIBLE', `${format} can't express ${namingProblems(problems)}`, {
    members: { problems },
  });
}
