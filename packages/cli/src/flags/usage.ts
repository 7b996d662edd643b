import type { FeatureFlags, Flag } from '@halyard/core';
import { isSegmentName } from '@halyard/core/store';
import { summaryOf } from './flag-summary.js';

/** The uses of a flag or segment that a deletion would affect, as sentences. Empty if there are none. */
export async function usesOf(flags: FeatureFlags, flag: Flag): Promise<string[]> {
  const { storedNamesIn } = await import('@halyard/admin');
  const others = [...flags.all(), ...flags.segments()].filter((other) =>
    storedNamesIn(flags, other).includes(flag.name),
  );
  return [
    ...(isSegmentName(flag.name) || flag.constant?.on === false
      ? []
      : [`it gives ${await summaryOf(flags, flag)}`]),
    ...(others.length === 0
      ? []
      : [`${others.map(({ name }) => `"${name}"`).join(', ')} refer${others.length === 1 ? 's' : ''} to it`]),
  ];
}
