import type { FeatureFlags, Flag } from '@halyard/core';
import { didYouMean, isSegmentName, nameProblem, parseFlag, show } from '@halyard/core/store';
import type { FlagProblem } from '@halyard/formats';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import { problemsOf } from './flag-record.js';

/**
 * The flag stored under this name or under its canonical form. Fails if neither exists, and suggests the nearest name.
 * Also fails for an invalid flag and for a segment.
 */
export function findFlag(flags: FeatureFlags, name: string): Flag {
  const found = findStored(flags, name);
  if (!isSegmentName(name)) return found;
  throw notAFlag(name);
}

/** Like {@link findFlag}, but also finds segments. */
export function findStored(flags: FeatureFlags, name: string): Flag {
  const flag = flags.definition(name);
  if (flag !== undefined) return flag;
  const problem = problemsOf(flags).get(name);
  if (problem !== undefined) throw unusable(name, problem);
  throw new CommandError(EXIT.notFound, `there is no flag ${show(name)}${didYouMean(name, namesOf(flags))}`);
}

/**
 * The name of a flag to enable: as it is stored, or the given name if it is not stored. Fails for a segment, for an invalid
 * name, and if the stored text is invalid.
 */
export function nameToEnable(flags: FeatureFlags, name: string): string {
  if (isNew(flags, name)) return newName(name);
  const flag = findFlag(flags, name);
  const { problem } = parseFlag(flag.name, flag.text);
  if (problem !== undefined) throw unusable(flag.name, problem);
  return flag.name;
}

/** The name of a flag to store, like {@link nameToEnable}. The stored text may be invalid. */
export function nameToStore(flags: FeatureFlags, name: string): string {
  if (isSegmentName(name)) throw notAFlag(name);
  if (isUnusable(flags, name)) return name;
  return isNew(flags, name) ? newName(name) : findFlag(flags, name).name;
}

/** Whether nothing is stored under this name or its canonical form, not even an invalid text. */
export function isNew(flags: FeatureFlags, name: string): boolean {
  return !flags.has(name) && !problemsOf(flags).has(name);
}

function newName(name: string): string {
  if (isSegmentName(name)) throw notAFlag(name);
  const problem = nameProblem(name);
  if (problem !== undefined) throw new CommandError(EXIT.invalid, problem);
  return name;
}

/** The name under which a flag is stored; the given name if the flag does not exist. */
export function storedName(flags: FeatureFlags, name: string): string {
  return flags.definition(name)?.name ?? name;
}

/** Whether the stored text is invalid and the flag serves nothing. */
export function isUnusable(flags: FeatureFlags, name: string): boolean {
  return flags.definition(name) === undefined && problemsOf(flags).has(name);
}

/** The flags whose stored text is invalid, and which serve nothing. */
export function unusableFlags(flags: FeatureFlags): FlagProblem[] {
  return Array.from(problemsOf(flags), ([name, problem]) => ({ name, problem })).filter(({ name }) =>
    isUnusable(flags, name),
  );
}

/** The names of all stored flags and segments. */
export function namesOf(flags: FeatureFlags): string[] {
  return [...flags.all(), ...flags.segments()].map((flag) => flag.name);
}

/** The error for a flag whose stored text is invalid. */
export function unusable(name: string, problem: string): CommandError {
  const how = `Replace it with "halyard set ${name} …"`;
  return new CommandError(
    EXIT.invalid,
    `the stored text of flag ${show(name)} is invalid: ${problem}. ${how}`,
  );
}

function notAFlag(name: string): CommandError {
  return new CommandError(EXIT.usage, `${show(name)} is a segment, not a flag`);
}
