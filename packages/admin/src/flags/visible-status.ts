import type { FlagsStatus } from '@halyard/core';
import { isSegmentName } from '@halyard/core/store';
import { type FlagLimit, isVisible } from '../access/flag-limit.js';
import type { AnyFlags } from '../any-flags.js';

/**
 * The status as a caller with this limit may know it: without the layers, and with the visible flags only. Without a limit,
 * the whole status.
 */
export function visibleStatus(flags: AnyFlags, limit: FlagLimit | undefined): FlagsStatus {
  const status = flags.status();
  if (limit === undefined) return status;
  const { snapshot } = flags;
  const isShown = (name: string): boolean => isVisible(limit, snapshot.flags.get(name)?.definition);
  const { name, state, since, lastLoad, overrides = [] } = status;
  const shown = [...snapshot.flags.values()].filter(
    (flag) => !isSegmentName(flag.name) && isVisible(limit, flag.definition),
  );
  const overridden = overrides.filter((override) => isShown(override.name));
  return {
    name,
    state,
    since,
    flags: shown.length,
    // Problems between flags are left out, because they name the others.
    invalid: [...snapshot.invalid.values()].filter((invalid) => isShown(invalid.name)),
    ...(lastLoad === undefined ? {} : { lastLoad }),
    ...(overridden.length === 0 ? {} : { overrides: overridden }),
  };
}
