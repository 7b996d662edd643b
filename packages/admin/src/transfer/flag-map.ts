import type { FlagSource } from '@halyard/core';
import { valueOfText } from '@halyard/core/store';
import type { AnyFlags } from '../any-flags.js';
import { reservedTexts } from '../flags/stored.js';

/** A key of the file that is not a flag: it names the schema for editors. */
const SCHEMA_KEY = '$schema';

/**
 * All flags and segments by name, as `true`, `false`, short text, or a definition. Includes the texts under reserved
 * names.
 */
export function exportFlags(flags: AnyFlags): Map<string, FlagSource> {
  return new Map(Array.from(exportTexts(flags), ([name, text]) => [name, valueOfText(text)]));
}

/** The same as stored texts, in code-unit order. */
export function exportTexts(flags: AnyFlags): Map<string, string> {
  const all = [...flags.segments(), ...flags.all()].map(({ name, text }) => [name, text.trim()] as const);
  return new Map([...all, ...reservedTexts(flags)].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** The entries of a file, exported by {@link exportFlags} or written by hand. */
export function importEntries(document: Readonly<Record<string, unknown>>): Map<string, unknown> {
  return new Map(Object.entries(document).filter(([name]) => name !== SCHEMA_KEY));
}
