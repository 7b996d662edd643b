import type { FeatureFlags, Flag } from '@halyard/core';
import { didYouMean, parseFlag, SEGMENT_PREFIX, show } from '@halyard/core/store';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import { problemsOf } from './flag-record.js';

/**
 * The stored flag of this name or, where there is none, of its canonical form. Fails, with the nearest name there is, when
 * there is neither, when it can't be used, and for a segment.
 */
export function findFlag(flags: FeatureFlags, name: string): Flag {
  const found = findStored(flags, name);
  if (!isSegment(name)) return found;
  throw notAFlag(name);
}

/** The same for a flag or segment. */
export function findStored(flags: FeatureFlags, name: string): Flag {
  const flag = flags.definition(name);
  if (flag !== undefined) return flag;
  const problem = problemsOf(flags).get(name);
  if (problem !== undefined) throw unusable(name, problem);
  throw new CommandError(EXIT.notFound, `there is no flag ${show(name)}${didYouMean(name, namesOf(flags))}`);
}

/** The stored name of a flag to be enabled. Fails like {@link findFlag}, and when its stored text is invalid. */
export function nameToEnable(flags: FeatureFlags, name: string): string {
  const flag = findFlag(flags, name);
  const { problem } = parseFlag(flag.name, flag.text);
  if (problem !== undefined) throw unusable(flag.name, problem);
  return flag.name;
}

/** The stored name of a flag to be disabled, which may be invalid. Fails otherwise like {@link findFlag}. */
export function nameToDisable(flags: FeatureFlags, name: string): string {
  if (isSegment(name)) throw notAFlag(name);
  return isUnusable(flags, name) ? name : findFlag(flags, name).name;
}

/** The name under which a flag is stored that is found by this one; the name itself where there is none. */
export function storedName(flags: FeatureFlags, name: string): string {
  return flags.definition(name)?.name ?? name;
}

/** Whether something is stored that serves nothing, because it can't be read. */
export function isUnusable(flags: FeatureFlags, name: string): boolean {
  return flags.definition(name) === undefined && problemsOf(flags).has(name);
}

/** Whether this is the name of a named condition. */
export function isSegment(name: string): boolean {
  return name.startsWith(SEGMENT_PREFIX);
}

/** The names of all stored flags and segments. */
export function namesOf(flags: FeatureFlags): string[] {
  return [...flags.all(), ...flags.segments()].map((flag) => flag.name);
}

function unusable(name: string, problem: string): CommandError {
  const how = `Write it anew with "halyard set ${name} …"`;
  return new CommandError(EXIT.invalid, `flag ${show(name)} is stored but can't be used: ${problem}. ${how}`);
}

function notAFlag(name: string): CommandError {
  return new CommandError(EXIT.usage, `${show(name)} is a named condition, not a flag`);
}
