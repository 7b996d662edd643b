import { FeatureFlags, type Flag, type FlagSource, MemoryBackend } from '@halyard/core';
import { SEGMENT_PREFIX } from '@halyard/core/store';
import type { AnyFlags } from '../any-flags.js';

/**
 * The flags as they would be with this one changed, for trying it out: the draft, and as stored whatever it refers to.
 * Rejects with `INVALID_NAME` or `INVALID_DEFINITION` for what could not be stored.
 */
export function openDraft(flags: AnyFlags, name: string, source: FlagSource): Promise<AnyFlags> {
  const draft = new MemoryBackend(new Map([[name, source]])).snapshot.get(name)!;
  const sources = new Map<string, FlagSource>([[name, source]]);
  // The set grows while it is walked: a queue that takes each name once.
  const names = new Set(draft.references);
  for (const each of names) {
    const flag = flags.definition(each);
    if (flag === undefined || sources.has(flag.name)) continue;
    // Under its own name, which decides its buckets, whatever spelling refers to it.
    sources.set(flag.name, sourceOf(flag));
    for (const other of flag.references) names.add(other);
  }
  return FeatureFlags.open(new MemoryBackend(sources));
}

// The definition, since a text that was not understood stands for one too; a segment's definition is no condition.
function sourceOf({ name, text, definition }: Flag): FlagSource {
  return name.startsWith(SEGMENT_PREFIX) ? text : definition;
}
