import type { JsonValue } from '@halyard/core';
import { isObject } from '@halyard/core/store';

const KINDS: ReadonlySet<string> = new Set(['boolean', 'string', 'object']);

/** True for an object whose members could all be flags: `true`, `false`, text or an object. */
export function detect(document: JsonValue): boolean {
  return (
    isObject(document) &&
    Object.values(document).every((value) => KINDS.has(typeof value) && !Array.isArray(value))
  );
}
