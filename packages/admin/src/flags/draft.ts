import { FeatureFlags, type Flag, type FlagSource, MemoryBackend } from '@halyard/core';
import { isSegmentName } from '@halyard/core/store';
import type { AnyFlags } from '../any-flags.js';

/**
 * A copy of the flags with this one changed, to try the draft. It has the draft and the stored flags that the draft refers
 * to. Rejects with `INVALID_NAME` or `INVALID_DEFINITION` if the draft could not be stored.
 */
export function openDraft(flags: AnyFlags, name: string, source: FlagSource): Promise<AnyFlags> {
  const draft = new MemoryBackend(new Map([[name, source]])).snapshot.get(name)!;
  const sources = new Map<string, FlagSource>([[name, source]]);
  // The set grows during the iteration. It is a queue that takes each name once.
  const names = new Set(draft.references);
  for (const each of names) {
    const flag = flags.definition(each);
    if (flag === undefined || sources.has(flag.name)) continue;
    // Stored under its own name, because its buckets depend on it.
    sources.set(flag.name, sourceOf(flag));
    for (const other of flag.references) names.add(other);
  }
  return FeatureFlags.open(new MemoryBackend(sources));
}

// Uses the definition, because invalid text has one too. The definition of a segment is not its condition.
function sourceOf({ name, text, definition }: Flag): FlagSource {
  return isSegmentName(name) ? text : definition;
}
