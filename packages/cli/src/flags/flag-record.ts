import type { FlagRecord } from '@halyard/admin';
import type { FeatureFlags, Flag } from '@halyard/core';
import { problemsByName } from '@halyard/core/store';

/** Every flag by name as the API shows it, including invalid flags. Includes segments only on request. */
export async function allRecords(flags: FeatureFlags, segments = false): Promise<FlagRecord[]> {
  const { FlagRecords } = await import('@halyard/admin');
  return new FlagRecords(flags).all({ segments });
}

/** The record of an existing flag or segment. */
export async function recordOf(flags: FeatureFlags, flag: Flag): Promise<FlagRecord> {
  const { FlagRecords } = await import('@halyard/admin');
  return new FlagRecords(flags).of(flag);
}

/** A record for scripts, with its times as ISO text. */
export function recordJson({ createdAt, updatedAt, ...record }: FlagRecord): object {
  return {
    ...record,
    ...(createdAt === undefined ? {} : { createdAt: new Date(createdAt).toISOString() }),
    ...(updatedAt === undefined ? {} : { updatedAt: new Date(updatedAt).toISOString() }),
  };
}

/** The problems of the stored flags, by name. */
export function problemsOf(flags: FeatureFlags): ReadonlyMap<string, string> {
  return problemsByName(flags.status().invalid);
}
