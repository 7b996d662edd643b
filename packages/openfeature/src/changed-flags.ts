import type { Flag } from '@halyard/core';
import { isSegmentName } from '@halyard/core/store';

/**
 * The names of the flags that may answer otherwise after these changed: the flags among them, and those that refer to one
 * of them, directly or through others. A segment is not a flag, but flags refer to it.
 */
export function affectedFlags(changed: ReadonlySet<string>, flags: ReadonlyMap<string, Flag>): string[] {
  const affected = new Set(changed);
  const referring = Array.from(flags.values()).filter(({ references }) => references.length > 0);
  let before: number;
  do {
    before = affected.size;
    for (const { name, references } of referring) {
      if (references.some((each) => affected.has(each))) affected.add(name);
    }
  } while (affected.size > before);
  return [...affected].filter((name) => !isSegmentName(name));
}
