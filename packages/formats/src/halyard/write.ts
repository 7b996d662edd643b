import type { JsonValue } from '@halyard/core';
import { valueOfText } from '@halyard/core/store';
import type { WrittenFlags } from '../format.js';

/** Flags as a document in Halyard's own format, in their order: `true`, `false`, short text, or definitions. */
export function write(flags: Iterable<readonly [name: string, text: string]>): WrittenFlags {
  const entries = Array.from(flags, ([name, text]) => [name, valueOfText(text.trim()) as JsonValue]);
  return { document: Object.fromEntries(entries), problems: [] };
}
