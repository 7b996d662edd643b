import type { Flag } from '@halyard/core';
import { isReserved, problemsByName } from '@halyard/core/store';
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
  return storedProblems(flags).get(name);
}

/** The problems of every name that has one. */
export function storedProblems(flags: AnyFlags): ReadonlyMap<string, string> {
  const { snapshot } = flags;
  const known = PROBLEMS.get(snapshot);
  if (known !== undefined) return known;
  const problems = problemsByName(flags.status().invalid);
  PROBLEMS.set(snapshot, problems);
  // Not longer than the current task: an override can end a problem, too.
  queueMicrotask(() => PROBLEMS.delete(snapshot));
  return problems;
}

// After an import, the problems are needed once for each flag.
const PROBLEMS = new WeakMap<AnyFlags['snapshot'], ReadonlyMap<string, string>>();

/** The stored spelling of a name, if the name itself is not stored. */
export function otherSpelling(flags: AnyFlags, name: string): string | undefined {
  const { snapshot } = flags;
  return snapshot.flags.has(name) || snapshot.invalid.has(name) ? undefined : snapshot.otherSpelling(name);
}

/** The texts under reserved names, by name. They are kept and exported, and otherwise ignored. */
export function reservedTexts(flags: AnyFlags): ReadonlyMap<string, string> {
  return new Map([...flags.snapshot.unused].filter(([name]) => isReserved(name)));
}
