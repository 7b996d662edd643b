import { HalyardError, type Logger } from '@halyard/core';
import { checkOptions, type OptionCheck, show } from '@halyard/core/store';
import { createHash, timingSafeEqual } from 'node:crypto';
import { type Access, checkAccess } from './access.js';
import { clientAddress } from './client-address.js';
import { TokenGuesses } from './token-guesses.js';

/** The options of {@link bearerTokens}. */
export interface BearerTokensOptions {
  /** Where the first unknown token of an address is logged; `false` for nowhere. @default the console */
  readonly logger?: Pick<Logger, 'warn'> | false;
}

const SHORTEST = 16;
const VISIBLE_ASCII = /^[\x21-\x7e]+$/;

/**
 * An `authorize` for secret tokens, sent as `Authorization: Bearer …`. Each token has its own access. Throws
 * `INVALID_OPTION` for a token of fewer than 16 visible ASCII characters. Compares tokens in constant time. After five
 * unknown tokens from one address, answers its requests slowly, or with 429; not those with a token that it used before.
 *
 * ```ts
 * makeAdmin(flags, { authorize: bearerTokens({ [process.env.TOKEN]: { actor: 'deploy', read: true, write: true } }) })
 * ```
 */
export function bearerTokens(
  tokens: Readonly<Record<string, Access>>,
  options: BearerTokensOptions = {},
): (request: Request, incoming?: unknown) => Promise<Access | undefined> {
  checkOptions('bearerTokens', options, optionChecks);
  const known = Object.entries(tokens).map(([token, access]) => {
    const problem = problemOf(token);
    if (problem !== undefined) {
      const owner = show((access as Access | undefined)?.actor);
      throw new HalyardError('INVALID_OPTION', `bearerTokens: the token of ${owner} ${problem}`);
    }
    return { digest: digest(token), access: checkAccess(access) };
  });
  const guesses = new TokenGuesses((address) => logGuess(address, options.logger ?? console));
  return async function authorizeByToken(request, incoming) {
    const given = /^Bearer +(\S+) *$/i.exec(request.headers.get('authorization') ?? '')?.[1];
    if (given === undefined) return undefined;
    const hash = digest(given);
    // Every token is compared, even after a match: the time must not depend on the tokens.
    const found = known.reduce<Access | undefined>(
      (before, { digest: each, access }) => (timingSafeEqual(each, hash) ? access : before),
      undefined,
    );
    const address = clientAddress(incoming) ?? 'an unknown address';
    await guesses.admit(address, hash.toString('base64'), found !== undefined, request.signal);
    return found;
  };
}

const optionChecks = {
  logger: (value) =>
    value === false || typeof (value as Partial<Logger> | null)?.warn === 'function'
      ? undefined
      : 'false or an object with the function warn',
} satisfies Record<keyof BearerTokensOptions, OptionCheck>;

function logGuess(address: string, logger: Pick<Logger, 'warn'> | false): void {
  if (logger === false) return;
  logger.warn(`halyard: an unknown token came from ${address}; more from there are not logged`);
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
