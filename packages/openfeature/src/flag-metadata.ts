import type { JsonValue } from '@halyard/core';
import { isObject } from '@halyard/core/store';
import type { FlagMetadata } from '@openfeature/server-sdk';

type Metadata = { readonly [key: string]: JsonValue };

/** A definition's metadata is frozen, and the same object for each answer of the flag. */
const known = new WeakMap<Metadata, FlagMetadata>();

/**
 * Metadata as OpenFeature has it, without nesting: `{ jira: { key: 'C-12' } }` is `{ 'jira.key': 'C-12' }`, the items of a
 * list are numbered from 0, and null is left out.
 */
export function flatMetadata(metadata: Metadata): FlagMetadata {
  let flat = known.get(metadata);
  if (flat === undefined) {
    // A list of entries first: a key may be called `__proto__`.
    flat = Object.fromEntries(entriesOf('', metadata));
    known.set(metadata, flat);
  }
  return flat;
}

function entriesOf(path: string, value: JsonValue): [string, string | number | boolean][] {
  if (value === null) return [];
  if (!Array.isArray(value) && !isObject(value)) return [[path, value as string | number | boolean]];
  return Object.entries(value).flatMap(([key, each]) =>
    entriesOf(path === '' ? key : `${path}.${key}`, each as JsonValue),
  );
}
