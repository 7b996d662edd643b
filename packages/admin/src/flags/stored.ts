import type { Flag } from '@halyard/core';
import { isReserved } from '@halyard/core/store';
import type { AnyFlags } from '../any-flags.js';

/** The flag or segment stored under exactly this name. A write changes no other spelling. */
export function storedFlag(flags: AnyFlags, name: string): Flag | undefined {
  const flag = flags.definition(name);
  return flag?.name === name ? flag : undefined;
}

/** The problems of the text stored under a name, as sentences; `undefined` if there are none. */
export function storedProblem(flags: AnyFlags, name: string): string | undefined {
  const { invalid } = flags.snapshot;
  const own = invalid.get(name)?.problem;
  // Problems between flags need a check of all flags. A flag without references has none.
  if ((storedFlag(flags, name)?.references.length ?? 0) === 0) return own;
  return problemsByName(flags).get(name);
}

/** The problems of every name that has one. */
export function problemsByName(flags: AnyFlags): ReadonlyMap<string, string> {
  const problems = new Map<string, string>();
  for (const { name, problem } of flags.status().invalid) {
    const before = problems.get(name);
    problems.set(name, before === undefined ? problem : `${before}; ${problem}`);
  }
  return problems;
}

/** The stored spelling of a name, if the name itself is not stored. */
export function otherSpelling(flags: AnyFlags, name: string): string | undefined {
  const { snapshot } = flags;
  return snapshot.flags.has(name) || snapshot.invalid.has(name) ? undefined : snapshot.otherSpelling(name);
}

/** The texts under reserved names, by name. They are kept and exported, and otherwise ignored. */
export function reservedTexts(flags: AnyFlags): ReadonlyMap<string, string> {
  return new Map([...flags.snapshot.unused].filter(([name]) => isReserved(name)));
}
