import { type Flag, HalyardError } from '@halyard/core';
import type { InvalidText } from '@halyard/core/store';

/**
 * Throws `INVALID_DEFINITION` if a flag has no definition that can be changed: the stored text is invalid, and no earlier
 * definition is in force.
 */
export function refuseUnknown(
  name: string,
  current: Flag | undefined,
  invalid: InvalidText | undefined,
): void {
  if (current !== undefined || invalid === undefined) return;
  throw new HalyardError(
    'INVALID_DEFINITION',
    `flag "${name}" can't be changed in part: its stored text is invalid: ${invalid.problem}`,
  );
}
