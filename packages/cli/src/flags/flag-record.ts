import type { FlagRecord } from '@halyard/admin';
import type { FeatureFlags, Flag } from '@halyard/core';

/** Every flag by name as the API shows it, those that can't be used included; segments only when asked for. */
export async function allRecords(flags: FeatureFlags, segments = false): Promise<FlagRecord[]> {
  const { FlagRecords } = await import('@halyard/admin');
  return new FlagRecords(flags).all({ segments });
}

/** The record of a flag or segment that is there. */
export async function recordOf(flags: FeatureFlags, flag: Flag): Promise<FlagRecord> {
  const { FlagRecords } = await import('@halyard/admin');
  return new FlagRecords(flags).of(flag);
}

/** A record as scripts get it, with its times as ISO text. */
export function recordJson({ createdAt, updatedAt, ...record }: FlagRecord): object {
  return {
    ...record,
    ...(createdAt === undefined ? {} : { createdAt: new Date(createdAt).toISOString() }),
    ...(updatedAt === undefined ? {} : { updatedAt: new Date(updatedAt).toISOString() }),
  };
}

/** What is wrong with the stored flags, by name. */
export function problemsOf(flags: FeatureFlags): ReadonlyMap<string, string> {
  return new Map(flags.status().invalid.map(({ name, problem }) => [name, problem]));
}
