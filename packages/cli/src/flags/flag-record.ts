import type { FlagRecord, KnownUsage } from '@halyard/admin';
import type { FeatureFlags, Flag } from '@halyard/core';
import { problemsByName } from '@halyard/core/store';

/** Every flag by name as the API shows it, including invalid flags. Includes segments only on request. */
export async function allRecords(
  flags: FeatureFlags,
  { segments = false, usage }: { readonly segments?: boolean; readonly usage?: KnownUsage } = {},
): Promise<FlagRecord[]> {
  const { FlagRecords } = await import('@halyard/admin');
  return new FlagRecords(flags, usage && { usage }).all({ segments });
}

/** The record of an existing flag or segment. */
export async function recordOf(flags: FeatureFlags, flag: Flag, usage?: KnownUsage): Promise<FlagRecord> {
  const { FlagRecords } = await import('@halyard/admin');
  return new FlagRecords(flags, usage && { usage }).of(flag);
}

/** How long to wait for the use of flags, in milliseconds. A store that is slow, or refuses, hides only that. */
const USAGE_PATIENCE_MS = 3000;

/** The use of the flags, read once. */
export async function knownUsage(flags: FeatureFlags): Promise<KnownUsage> {
  const { KnownUsage } = await import('@halyard/admin');
  const usage = new KnownUsage(flags);
  await usage.refresh(USAGE_PATIENCE_MS);
  return usage;
}

/** A record for scripts, with its times as ISO text. */
export function recordJson({ createdAt, updatedAt, usage, ...record }: FlagRecord): object {
  return {
    ...record,
    ...isoTimes({ createdAt, updatedAt }),
    ...(usage === undefined
      ? {}
      : { usage: { ...usage, ...isoTimes({ lastUsed: usage.lastUsed, since: usage.since }) } }),
  };
}

function isoTimes(times: Readonly<Record<string, number | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(times).flatMap(([key, at]) =>
      at === undefined ? [] : [[key, new Date(at).toISOString()]],
    ),
  );
}

/** The problems of the stored flags, by name. */
export function problemsOf(flags: FeatureFlags): ReadonlyMap<string, string> {
  return problemsByName(flags.status().invalid);
}
