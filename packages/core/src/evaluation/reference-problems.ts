import type { Flag } from './flag.js';
import { isSegmentName, SEGMENT_PREFIX } from '../flag/name.js';
import type { InvalidFlag } from './invalid-flag.js';
import type { ReferenceCycles } from './reference-cycles.js';

/** What is wrong with the references between flags: cycles, chains that are too long, and segments that are not there. */
export function referenceProblems(
  flags: readonly Flag[],
  get: (name: string) => Flag | undefined,
  cycles: ReferenceCycles,
): readonly InvalidFlag[] {
  const missing = flags.flatMap(({ name, references }): InvalidFlag[] => {
    const segments = references.filter((to) => isSegmentName(to) && get(to) === undefined);
    if (segments.length === 0) return [];
    const names = segments.map((each) => each.slice(SEGMENT_PREFIX.length)).join(', ');
    const problem = `refers to the segment ${names}, which is missing or invalid; a rule that depends on it does not match`;
    return [{ name, problem, serving: 'definition' }];
  });
  return [...cycles.problems(flags, get), ...missing];
}
