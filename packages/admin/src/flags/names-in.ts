import type { Flag, JsonValue } from '@halyard/core';
import { SEGMENT_PREFIX } from '@halyard/core/store';
import type { AnyFlags } from '../any-flags.js';

/**
 * The flags and segments that a flag or segment refers to, as spelt there. Includes references that do not affect the
 * answer, such as those of a disabled flag.
 */
export function namesIn({ definition: { requires = [], rules = [] } }: Flag): readonly string[] {
  const flags = requires.map((each) => (typeof each === 'string' ? each : each.flag));
  const segments = rules.flatMap(({ when = {} }) => [...segmentsIn(when)]);
  return [...new Set([...flags, ...segments])];
}

/** The same references, by their stored names. */
export function storedNamesIn(flags: AnyFlags, flag: Flag): readonly string[] {
  return [...new Set(namesIn(flag).map((name) => flags.definition(name)?.name ?? name))];
}

function* segmentsIn(condition: JsonValue): Iterable<string> {
  if (typeof condition !== 'object' || condition === null) return;
  for (const [key, inside] of Object.entries(condition)) {
    if (key === '$segment') yield SEGMENT_PREFIX + (inside as string);
    else yield* segmentsIn(inside);
  }
}
