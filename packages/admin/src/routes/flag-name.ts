import { isSegmentName, nameProblem, SEGMENT_PREFIX } from '@halyard/core/store';
import { Problem } from '../http/problem.js';

/**
 * The name of a flag from a path. Outer white space is removed, because a URL can't contain the name `..`: it is written
 * `%20..`. Throws a {@link Problem} for an invalid name.
 */
export function flagName(path: Readonly<Record<string, string>>): string {
  const name = (path['name'] ?? '').trim();
  const problem = nameProblem(name);
  if (problem !== undefined) throw new Problem(400, 'INVALID_NAME', problem);
  if (!isSegmentName(name)) return name;
  throw new Problem(400, 'INVALID_NAME', `${name} is a segment: use segments/${shortName(name)}`);
}

/** The stored name of a segment from a path, with the prefix. Throws like {@link flagName}. */
export function segmentName(path: Readonly<Record<string, string>>): string {
  const name = SEGMENT_PREFIX + (path['name'] ?? '').trim();
  const problem = nameProblem(name);
  if (problem !== undefined) throw new Problem(400, 'INVALID_NAME', problem);
  return name;
}

/** A segment's stored name without the prefix. */
export function shortName(name: string): string {
  return name.slice(SEGMENT_PREFIX.length);
}

/** The problem for a name that does not exist. */
export function notFound(what: string, name: string): Problem {
  return new Problem(404, 'NOT_FOUND', `there is no ${what} ${JSON.stringify(name)}`);
}

/** The problem for a flag or segment that can't be deleted. */
export function notOurs(what: string, name: string): Problem {
  const sentence = `${what} ${JSON.stringify(name)} comes from a read-only layer and can't be deleted: store another one in its place`;
  return new Problem(409, 'NOT_STORED_HERE', sentence);
}
