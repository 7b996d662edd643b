import type { JsonValue } from '@halyard/core';
import { type FlagEntries, isObject } from '@halyard/core/store';
import { readDocument, type Syntax } from '@halyard/formats';
import { type KnownSections, openLargeDocument, read } from '@halyard/formats/halyard';

/** How a document holds the flags. */
export interface DocumentForm {
  readonly syntax: Syntax;
  /** The names of the objects that the flags are in, outermost first. */
  readonly envelope: readonly string[];
  /** What was read last of a document in YAML. */
  readonly known: KnownSections;
}

/** The flags in a document. Throws an error with a sentence if it does not have this form. */
export async function flagsIn(text: string, { syntax, envelope, known }: DocumentForm): Promise<FlagEntries> {
  if (text.trim() === '') throw new Error('it is empty; an answer without flags is {}');
  if (envelope.length === 0) return (await openLargeDocument(text, syntax, known)).texts();
  return read(opened(readDocument(text, syntax), envelope)).flags;
}

function opened(document: JsonValue, envelope: readonly string[]): JsonValue {
  let value: unknown = document;
  for (const [depth, name] of envelope.entries()) {
    if (!isObject(value) || !Object.hasOwn(value, name)) {
      const place = envelope.slice(0, depth + 1).join('.');
      throw new Error(`it has no ${JSON.stringify(place)}, which the option "envelope" names`);
    }
    value = value[name];
  }
  return value as JsonValue;
}
