import type { StaleReason } from '@halyard/admin';
import type { FeatureFlags, Flag } from '@halyard/core';
import { knownUsage } from '../flags/flag-record.js';
import type { Finding } from './finding.js';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * The flags that are stale by the store alone: past their `expires` day, not used by any process for `unusedDays` days, or on
 * for everyone for a long time by the history. Permanent flags are never stale.
 */
export async function staleFlags(flags: FeatureFlags, unusedDays: number): Promise<Finding[]> {
  const { Staleness } = await import('@halyard/admin');
  const usage = await knownUsage(flags);
  const staleness = new Staleness(flags, { usage, unusedDays });
  await staleness.ready();
  const findings = flags.all().flatMap((flag) => {
    const stale = staleness.of(flag);
    return stale === undefined ? [] : findingOf(flag, stale);
  });
  staleness.close();
  return findings;
}

function findingOf({ name, definition }: Flag, { reason, since }: StaleReason): Finding {
  const days = Math.floor((Date.now() - since) / DAY_MS);
  const why = {
    expired: `expired on ${definition.expires}`,
    unused: `not used for ${days} days`,
    settled: `on for everyone, unchanged for ${days} days`,
  }[reason];
  return { name, reason, why, since };
}
