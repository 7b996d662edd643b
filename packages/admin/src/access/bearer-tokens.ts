import { HalyardError } from '@halyard/core';
import { show } from '@halyard/core/store';
import { createHash, timingSafeEqual } from 'node:crypto';
import { type Access, checkAccess } from './access.js';

const SHORTEST = 16;
const VISIBLE_ASCII = /^[\x21-\x7e]+$/;

/**
 * An `authorize` for secret tokens, sent as `Authorization: Bearer …`. Each token has its own access. Throws
 * `INVALID_OPTION` for a token of fewer than 16 visible ASCII characters. Compares tokens in constant time.
 *
 * ```ts
 * makeAdmin(flags, { authorize: bearerTokens({ [process.env.TOKEN]: { actor: 'deploy', read: true, write: true } }) })
 * ```
 */
export function bearerTokens(
  tokens: Readonly<Record<string, Access>>,
): (request: Request) => Access | undefined {
  const known = Object.entries(tokens).map(([token, access]) => {
    const problem = problemOf(token);
    if (problem !== undefined) {
      const owner = show((access as Access | undefined)?.actor);
      throw new HalyardError('INVALID_OPTION', `bearerTokens: the token of ${owner} ${problem}`);
    }
    return { digest: digest(token), access: checkAccess(access) };
  });
  return function authorizeByToken(request) {
    const given = /^Bearer +(\S+) *$/i.exec(request.headers.get('authorization') ?? '')?.[1];
    if (given === undefined) return undefined;
    const hash = digest(given);
    // Every token is compared, even after a match: the time must not depend on the tokens.
    return known.reduce<Access | undefined>(
      (found, { digest: each, access }) => (timingSafeEqual(each, hash) ? access : found),
      undefined,
    );
  };
}

/** What is wrong with a token, as the end of a sentence that does not show it. */
function problemOf(token: string): string | undefined {
  // The key of an object is text: an unset variable arrives as its name.
  if (token === 'undefined' || token === 'null') return `is ${token}: set the variable that holds it`;
  const rule = `must have at least ${SHORTEST} visible ASCII characters`;
  if (token.length < SHORTEST) return `${rule}, but has ${token.length}`;
  return VISIBLE_ASCII.test(token) ? undefined : `${rule}, and no others`;
}

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
