import { HalyardError } from '@halyard/core';
import { credentialsProblem } from '@halyard/core/store';

/** Where a server is. */
export interface Address {
  /** Without user, password and fragment. */
  readonly url: URL;
  /** For messages: neither the password nor the query, which may hold a signature. */
  readonly shown: string;
  /** The user and password of the URL, as an `Authorization` header. */
  readonly authorization?: string;
}

/**
 * The address that a URL names. Throws `INVALID_OPTION` for anything but http and https, and for a user and password that are
 * not escaped, without printing the URL.
 */
export function addressOf(owner: string, text: unknown): Address {
  if (typeof text !== 'string' || !/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    const form = 'the URL must have the form https://host[:port][/path]';
    // Only the scheme is shown: the rest may hold a password.
    const [scheme] = typeof text === 'string' ? (/^[a-z][a-z0-9+.-]*:(?=\/\/)/i.exec(text) ?? []) : [];
    const received =
      scheme === undefined || /^https?:$/i.test(scheme) ? '' : `, received one with ${scheme}//`;
    throw new HalyardError('INVALID_OPTION', `${owner}: ${form}${received}`);
  }
  const url = new URL(text);
  const { username, password } = url;
  const problem = credentialsProblem(url);
  if (problem !== undefined) throw new HalyardError('INVALID_OPTION', `${owner}: ${problem}`);
  url.username = url.password = url.hash = '';
  const shown = `${url.host}${url.pathname === '/' ? '' : url.pathname}`;
  if (username === '' && password === '') return { url, shown };
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { url, shown, authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}
