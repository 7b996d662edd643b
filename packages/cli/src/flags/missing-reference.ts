import { isSegmentName, SEGMENT_PREFIX } from '@halyard/core/store';

/** The problem of a flag that refers to a flag or segment that does not exist. */
export function missingReference(name: string): string {
  return isSegmentName(name)
    ? `refers to unknown segment ${name.slice(SEGMENT_PREFIX.length)}`
    : `refers to unknown flag ${name}`;
}
