import { HalyardError } from '@halyard/core';
import { createHash, timingSafeEqual } from 'node:crypto';
import { type Access, checkAccess } from './access.js';

const SHORTEST = 16;

/**
 * An `authorize` for secret tokens, sent as `Authorization: Bearer …`: each token's own access. Throws `INVALID_OPTION`
 * for a token of fewer than 16 characters. How long it takes says nothing about the tokens.
 *
 * ```ts
 * makeAdmin(flags, { authorize: bearerTokens({ [process.env.TOKEN]: { actor: 'deploy', read: true, write: true } }) })
 * ```
 */
export function bearerTokens(
  tokens: Readonly<Record<string, Access>>,
): (request: Request) => Access | undefined {
  const known = Object.entries(tokens).map(([token, access]) => {
    if (!/^[\x21-\x7e]+$/.test(token) || token.length < SHORTEST) {
      const sentence = `bearerTokens: a token has at least ${SHORTEST} visible ASCII characters, received ${token.length}`;
      throw new HalyardError('INVALID_OPTION', sentence);
    }
    return { digest: digest(token), access: checkAccess(access) };
  });
  return function authorizeByToken(request) {
    const given = /^Bearer +(\S+) *$/i.exec(request.headers.get('authorization') ?? '')?.[1];
    if (given === undefined) return undefined;
    const hash = digest(given);
    // Every token is compared, whichever matches.
    return known.reduce<Access | undefined>(
      (found, { digest: each, access }) => (timingSafeEqual(each, hash) ? access : found),
      undefined,
    );
  };
}

function digest(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
