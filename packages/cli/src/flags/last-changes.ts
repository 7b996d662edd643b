import type { FeatureFlags, HistoryEntry } from '@halyard/core';

/** The number of entries of the history that are read at most. */
const MOST_ENTRIES = 10_000;
const PAGE = 1000;

/**
 * The newest change of each of these flags, as far as the history reaches. Reads it from the end, until it has all of them.
 * Empty if the store keeps no history.
 */
export async function lastChanges(
  flags: FeatureFlags,
  names: Iterable<string>,
): Promise<ReadonlyMap<string, HistoryEntry>> {
  const wanted = new Set(names);
  const found = new Map<string, HistoryEntry>();
  let before: string | undefined;
  for (let read = 0; wanted.size > 0 && read < MOST_ENTRIES; read += PAGE) {
    const entries = await flags.history({ limit: PAGE, ...(before === undefined ? {} : { before }) });
    for (const entry of entries ?? []) if (wanted.delete(entry.name)) found.set(entry.name, entry);
    if (entries === undefined || entries.length < PAGE) break;
    before = entries.at(-1)!.id;
  }
  return found;
}
