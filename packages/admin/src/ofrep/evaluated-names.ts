import { isSegmentName } from '@halyard/core/store';
import type { AnyFlags } from '../any-flags.js';

/**
 * The names that a bulk evaluation answers for, as of the first one: the flags that are stored, overridden or declared.
 * Includes invalid flags, so that a client can distinguish them from missing flags.
 */
export function* evaluatedNames(flags: AnyFlags): Iterable<string> {
  const { overrides = [], invalid } = flags.status();
  const names = new Set<string>();
  for (const name of flags.snapshot.flags.keys()) if (!isSegmentName(name)) names.add(name);
  for (const { name, problem } of overrides) if (problem === undefined) names.add(name);
  for (const name of flags.declarations.keys()) if (!flags.has(name)) names.add(name);
  for (const { name, serving } of invalid) {
    if (serving === 'nothing' && !name.startsWith('$')) names.add(name);
  }
  yield* names;
}
