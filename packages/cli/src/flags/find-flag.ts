import { didYouMean, type FeatureFlags, type Flag, SEGMENT_PREFIX } from '@halyard/core';
import { CommandFailure } from '../command-failure.js';
import { EXIT } from '../exit-codes.js';
import { problemsOf } from './flag-record.js';

/** The stored flag. Fails, with the nearest name there is, when there is none, when it can't be used, and for a segment. */
export function findFlag(flags: FeatureFlags, name: string): Flag {
  const found = findStored(flags, name);
  if (!isSegment(name)) return found;
  throw new CommandFailure(
    EXIT.usage,
    `"${name}" is a named condition, not a flag: nobody gets it by itself`,
  );
}

/** The stored flag or segment. Fails, with the nearest name there is, when there is none, and when it can't be used. */
export function findStored(flags: FeatureFlags, name: string): Flag {
  const flag = flags.get(name);
  if (flag !== undefined) return flag;
  const problem = problemsOf(flags).get(name);
  if (problem !== undefined) {
    const how = `Write it anew with "halyard set ${name} …"`;
    throw new CommandFailure(EXIT.invalid, `flag "${name}" is stored but can't be used: ${problem}. ${how}`);
  }
  throw new CommandFailure(EXIT.notFound, `there is no flag "${name}"${didYouMean(name, namesOf(flags))}`);
}

/** Whether this is the name of a named condition. */
export function isSegment(name: string): boolean {
  return name.startsWith(SEGMENT_PREFIX);
}

/** The names of all stored flags and segments. */
export function namesOf(flags: FeatureFlags): string[] {
  return [...flags.all(), ...flags.segments()].map((flag) => flag.name);
}
