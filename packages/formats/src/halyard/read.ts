import type { FlagSource, JsonValue } from '@halyard/core';
import { isObject } from '@halyard/core/store';
import type { ReadFlags } from '../format.js';
import { SCHEMA_KEY } from './flag-document.js';

/** The flags of a document in Halyard's own format, as they are. Throws for anything but an object. */
export function read(document: JsonValue): ReadFlags {
  if (!isObject(document)) throw new Error(notFlags(document));
  const flags = new Map<string, FlagSource>();
  for (const name of Object.keys(document)) {
    if (name !== SCHEMA_KEY) flags.set(name, document[name] as FlagSource);
  }
  return { flags, problems: [] };
}

/** The sentence for a value that is not an object of flags. */
export function notFlags(value: unknown): string {
  const found = Array.isArray(value) ? 'a list' : JSON.stringify(value).slice(0, 40);
  return `it must be an object of names and flags, such as {"new_checkout": "25%"}, found ${found}`;
}
