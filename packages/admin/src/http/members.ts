import { didYouMean, isObject, type OptionCheck, show } from '@halyard/core/store';
import { Problem } from './problem.js';

/** The rule for a member of a body. */
export interface Member {
  readonly check: OptionCheck;
  /** @default false */
  readonly required?: boolean;
}

/**
 * Reads the members of a body that is an object. Throws a {@link Problem} that names the first unknown, missing or invalid
 * member. The result has only keys of `members`.
 */
export function readMembers<Name extends string>(
  body: unknown,
  members: Readonly<Record<Name, Member>>,
): Partial<Record<Name, unknown>> {
  if (!isObject(body)) {
    throw new Problem(400, 'BAD_BODY', `the body must be an object, received ${show(body)}`);
  }
  const known = Object.keys(members);
  for (const key of Object.keys(body)) {
    if (Object.hasOwn(members, key)) continue;
    const hint = didYouMean(key, known) || `; known: ${known.join(', ')}`;
    throw new Problem(400, 'BAD_BODY', `the body: unknown member ${show(key)}${hint}`);
  }
  const read: Partial<Record<Name, unknown>> = {};
  for (const [name, { check, required }] of Object.entries(members) as [Name, Member][]) {
    if (!Object.hasOwn(body, name)) {
      if (required === true) throw new Problem(400, 'BAD_BODY', `the body must have "${name}"`);
      continue;
    }
    const value: unknown = body[name];
    const expected = check(value);
    if (expected !== undefined) {
      throw new Problem(400, 'BAD_BODY', `the body: "${name}" must be ${expected}, received ${show(value)}`);
    }
    read[name] = value;
  }
  return read;
}
