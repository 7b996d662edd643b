import type { FeatureFlags, Flag } from '@halyard/core';
import { isSegment } from './find-flag.js';
import { stateOf, summaryOf } from './flag-summary.js';

/** What would be felt if a flag or segment went, as sentences; none when nobody would notice. */
export function usesOf(flags: FeatureFlags, flag: Flag): string[] {
  const others = [...flags.all(), ...flags.segments()].filter((other) =>
    other.references.includes(flag.name),
  );
  return [
    ...(isSegment(flag.name) || stateOf(flag) === 'off' ? [] : [`it gives ${summaryOf(flag)}`]),
    ...(others.length === 0
      ? []
      : [`${others.map(({ name }) => `"${name}"`).join(', ')} hang${others.length === 1 ? 's' : ''} on it`]),
  ];
}
