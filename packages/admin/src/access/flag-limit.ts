import type { FlagDefinition } from '@halyard/core';

/** The flags that a caller may see. */
export interface FlagLimit {
  /** A flag is visible if it has one of these tags. Segments are never visible. */
  readonly tags: readonly string[];
}

/** Whether a caller may see a flag with this definition. A flag that is declared, but not stored, has no tags. */
export function isVisible(
  limit: FlagLimit | undefined,
  definition: Pick<FlagDefinition, 'tags'> | null | undefined,
): boolean {
  if (limit === undefined) return true;
  return (definition?.tags ?? []).some((tag) => limit.tags.includes(tag));
}

/** The same text for limits that show the same flags; another text for all flags. */
export function limitKey(limit: FlagLimit | undefined): string {
  return limit === undefined ? '' : JSON.stringify([...new Set(limit.tags)].toSorted());
}
