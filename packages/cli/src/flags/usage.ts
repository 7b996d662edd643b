import type { FeatureFlags, Flag } from '@halyard/core';
import { isSegment } from './find-flag.js';
import { summaryOf } from './flag-summary.js';

/** What would change if a flag or segment were deleted, as sentences; none when nothing would. */
export async function usesOf(flags: FeatureFlags, flag: Flag): Promise<string[]> {
  const { storedNamesIn } = await import('@halyard/admin');
  const others = [...flags.all(), ...flags.segments()].filter((other) =>
    storedNamesIn(flags, other).includes(flag.name),
  );
  return [
    ...(isSegment(flag.name) || flag.constant?.on === false ? [] : [`it gives ${summaryOf(flag)}`]),
    ...(others.length === 0
      ? []
      : [`${others.map(({ name }) => `"${name}"`).join(', ')} refer${others.length === 1 ? 's' : ''} to it`]),
  ];
}
