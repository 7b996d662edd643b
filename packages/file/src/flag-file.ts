import type { FileFormat } from './file-format.js';
import type { FlagDocument } from './flag-document.js';
import { JsonDocument } from './json-document.js';
import { YamlDocument } from './yaml-document.js';

/**
 * Reads a file's text; a blank one has no flags. Throws an error with a sentence, line and column where there is one, for
 * anything but a map of names to flags.
 */
export function openDocument(text: string, format: FileFormat): FlagDocument {
  return format === 'json' ? new JsonDocument(text) : new YamlDocument(text);
}

/**
 * The names and texts of the flags in a file's text; a blank one has none. Throws an error with a sentence, line and
 * column where there is one, for anything but a map of names to flags.
 */
export function parseFlagFile(text: string, format: FileFormat): Map<string, string> {
  return openDocument(text, format).texts();
}

/** A file's text with these flags, by name and text. */
export function printFlagFile(
  flags: Iterable<readonly [name: string, text: string]>,
  format: FileFormat,
): string {
  const document = openDocument('', format);
  for (const [name, text] of flags) document.set(name, text);
  return document.toString();
}
