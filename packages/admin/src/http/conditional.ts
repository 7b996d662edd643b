import { FlagConflictError, type Flag } from '@halyard/core';
import { Problem } from './problem.js';

const TAGS = /^\s*(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*"(?:\s*,\s*(?:W\/)?"[\x21\x23-\x7e\x80-\xff]*")*\s*$/;

/** The header of an answer that the caller may cache and revalidate with its ETag. */
export const REVALIDATED: Readonly<Record<string, string>> = { 'Cache-Control': 'private, no-cache' };

/** Whether the caller already has this representation (RFC 9110, section 13.1.2: weak comparison). */
export function isCurrent(headers: Headers, tag: string): boolean {
  const given = headers.get('if-none-match');
  if (given === null) return false;
  return given.trim() === '*' || tagsOf('If-None-Match', given).some((each) => opaque(each) === tag);
}

/**
 * The preconditions of a write, as its `ifVersion`. `If-Match` names the version that the caller saw. `If-None-Match: *`
 * requires that the flag does not exist. Throws a conflict that is already certain.
 */
export function expectedVersion(
  headers: Headers,
  name: string,
  current: Flag | undefined,
): { readonly ifVersion?: string | null } {
  const ifMatch = headers.get('if-match');
  const ifNoneMatch = headers.get('if-none-match');
  if (ifMatch !== null && ifNoneMatch !== null) {
    throw new Problem(400, 'BAD_HEADER', 'If-Match and If-None-Match can not be combined: send one of them');
  }
  if (ifNoneMatch !== null) {
    if (ifNoneMatch.trim() === '*') return { ifVersion: null };
    throw new Problem(
      400,
      'BAD_HEADER',
      'a write supports only "If-None-Match: *" (write only if it does not exist)',
    );
  }
  if (ifMatch === null) return {};
  if (ifMatch.trim() === '*') {
    if (current === undefined) throw new FlagConflictError(name, undefined);
    return { ifVersion: current.version };
  }
  // Strong comparison: a weak tag, for example from a compressing proxy, matches nothing (RFC 9110, section 13.1.1).
  const versions = tagsOf('If-Match', ifMatch).flatMap((tag) =>
    tag.startsWith('W/') ? [] : tag.slice(1, -1),
  );
  const [first] = versions;
  if (first === undefined) throw new FlagConflictError(name, current);
  // An unknown version may be newer than the known one, so the store decides.
  return { ifVersion: versions.find((version) => version === current?.version) ?? first };
}

/** The entity tag of a flag's version. */
export function versionTag(version: string): string {
  return `"${version}"`;
}

function tagsOf(header: string, value: string): string[] {
  if (!TAGS.test(value)) {
    throw new Problem(
      400,
      'BAD_HEADER',
      `${header} must be * or entity tags in double quotes, such as "1a2b3c"`,
    );
  }
  return value.match(/(?:W\/)?"[^"]*"/g) ?? [];
}

function opaque(tag: string): string {
  return tag.startsWith('W/') ? tag.slice(2) : tag;
}
