import { type Flag, HalyardError } from '@halyard/core';
import type { InvalidText } from '@halyard/core/store';

/**
 * Throws `INVALID_DEFINITION` where a change of a flag's definition has nothing to begin with: the stored text is
 * invalid, and no earlier definition is in force.
 */
export function refuseUnknown(
  name: string,
  current: Flag | undefined,
  invalid: InvalidText | undefined,
): void {
  if (current !== undefined || invalid === undefined) return;
  throw new HalyardError(
    'INVALID_DEFINITION',
    `flag "${name}" can't be changed in part, because its stored text is invalid: ${invalid.problem}`,
  );
}
