import { nameProblem, SEGMENT_PREFIX } from '@halyard/core/store';
import { Problem } from '../http/problem.js';

/**
 * The name of a flag out of a path. White space around it does not count: names have none, and a flag called `..`, which
 * no URL can hold, is reached as `%20..`. Throws a {@link Problem} for what can't be a flag's name.
 */
export function flagName(path: Readonly<Record<string, string>>): string {
  const name = (path['name'] ?? '').trim();
  const problem = nameProblem(name);
  if (problem !== undefined) throw new Problem(400, 'INVALID_NAME', problem);
  if (!name.startsWith(SEGMENT_PREFIX)) return name;
  throw new Problem(400, 'INVALID_NAME', `${name} is a segment: it is at segments/${shortName(name)}`);
}

/** The name that a segment of a path is stored under, with the prefix. Throws like {@link flagName}. */
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

/** The answer for a name that nothing has. */
export function notFound(what: string, name: string): Problem {
  return new Problem(404, 'NOT_FOUND', `there is no ${what} ${JSON.stringify(name)}`);
}

/** The answer for a name that is there and can't be removed. */
export function notOurs(what: string, name: string): Problem {
  const sentence = `${what} ${JSON.stringify(name)} comes from a layer that can't be written to: store another in its place`;
  return new Problem(409, 'NOT_STORED_HERE', sentence);
}
