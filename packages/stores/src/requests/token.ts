import { HalyardError } from '@halyard/core';
import type { OptionCheck } from '@halyard/core/store';

/** A token, or a function that gives it for each request. */
export type Token = string | (() => string | Promise<string>);

/** The check of the option `token`. It throws itself, because the error of any other check shows what it received. */
export function tokenCheck(owner: string): OptionCheck {
  return (token) => {
    if (typeof token === 'function') return undefined;
    if (typeof token === 'string' && /^[\x21-\x7e]+$/.test(token)) return undefined;
    throw new HalyardError(
      'INVALID_OPTION',
      `${owner}: option "token" must be visible ASCII characters, or a function that returns them`,
    );
  };
}

/** The token for a request. */
export async function tokenText(token: Token): Promise<string> {
  return typeof token === 'function' ? token() : token;
}
