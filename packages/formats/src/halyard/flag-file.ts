import { atOnce, inSlices } from '@halyard/core/store';
import type { Syntax } from '../syntax/syntax.js';
import type { FlagDocument } from './flag-document.js';
import { JsonDocument } from './json-document.js';
import { type KnownSections, YamlDocument } from './yaml-document.js';

/**
 * Reads a file's text; a blank one has no flags. Throws an error with a sentence, line and column where there is one, for
 * anything but a map of names to flags.
 */
export function openDocument(text: string, syntax: Syntax): FlagDocument {
  return atOnce(reading(text, syntax));
}

/** The same, without keeping everything else in the process waiting. What is `known` from before is not read again. */
export async function openLargeDocument(
  text: string,
  syntax: Syntax,
  known: KnownSections,
): Promise<FlagDocument> {
  return inSlices(reading(text, syntax, known));
}

/**
 * The names and texts of the flags in a file's text; a blank one has none. Throws an error with a sentence, line and
 * column where there is one, for anything but a map of names to flags.
 */
export function parseFlagFile(text: string, syntax: Syntax): Map<string, string> {
  return openDocument(text, syntax).texts();
}

/** A file's text with these flags, by name and text. */
export function printFlagFile(
  flags: Iterable<readonly [name: string, text: string]>,
  syntax: Syntax,
): string {
  const document = openDocument('', syntax);
  for (const [name, text] of flags) document.set(name, text);
  return document.toString();
}

function reading(text: string, syntax: Syntax, known?: KnownSections): Generator<unknown, FlagDocument> {
  return syntax === 'json' ? JsonDocument.read(text) : YamlDocument.read(text, known);
}
