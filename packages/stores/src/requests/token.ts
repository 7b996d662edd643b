import { HalyardError } from '@halyard/core';

/** A token, or a function that gives it for each request. */
export type Token = string | (() => string | Promise<string>);

/** Throws `INVALID_OPTION`, which does not show it, for what is not a token. */
export function checkToken(owner: string, token: unknown): void {
  if (typeof token === 'function') return;
  if (typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)) return;
  throw new HalyardError(
    'INVALID_OPTION',
    `${owner}: option "token" must be visible ASCII characters, or a function that returns them`,
  );
}

/** The token for a request. */
export async function tokenText(token: Token): Promise<string> {
  return typeof token === 'function' ? token() : token;
}
