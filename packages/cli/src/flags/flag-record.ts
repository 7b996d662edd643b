import type { FlagRecord } from '@halyard/admin';
import type { FeatureFlags, Flag } from '@halyard/core';
import { stateOf } from './flag-summary.js';

/** Every flag by name as the API shows it, those that can't be used included; segments only when asked for. */
export function allRecords(flags: FeatureFlags, segments = false): FlagRecord[] {
  const problems = problemsOf(flags);
  const stored = [...flags.all(), ...(segments ? flags.segments() : [])];
  const unusable = [...problems.keys()].filter((name) => flags.get(name) === undefined);
  return [
    ...stored.map((flag) => recordOf(flag, problems.get(flag.name))),
    ...unusable.map((name) => unusableRecord(name, problems.get(name)!)),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What is wrong with a stored flag, by name. */
export function problemsOf(flags: FeatureFlags): ReadonlyMap<string, string> {
  return new Map(flags.status().invalid.map(({ name, problem }) => [name, problem]));
}

/** The record of a flag that is there. */
export function recordOf(flag: Flag, problem: string | undefined): FlagRecord {
  const { name, version, text, definition } = flag;
  return {
    name,
    version,
    state: stateOf(flag),
    text,
    definition,
    ...(problem === undefined ? {} : { problem }),
  };
}

function unusableRecord(name: string, problem: string): FlagRecord {
  return { name, version: null, state: 'invalid', text: null, definition: null, problem };
}
