/** How a browser keeps and sends a cookie. */
export interface CookieOptions {
  /** The name of the cookie. */
  readonly name: string;
  /** Whether browsers send it over HTTPS only. They count `http://localhost` as HTTPS, except Safari. */
  readonly secure: boolean;
  /** Which requests from other sites carry it. */
  readonly sameSite: SameSite;
}

/** Which requests from other sites carry a cookie: none, those that open a page, or all (which needs `secure`). */
export type SameSite = 'strict' | 'lax' | 'none';

// RFC 6265, section 4.1.1: a token.
const NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** Whether this can be the name of a cookie. */
export function isCookieName(name: unknown): boolean {
  return typeof name === 'string' && NAME.test(name);
}

/** The value of a cookie in a `Cookie` header; of several of this name, the first. Quotes around it are left out. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  if (header === undefined) return undefined;
  for (const pair of header.split(';')) {
    const equals = pair.indexOf('=');
    if (equals < 0 || pair.slice(0, equals).trim() !== name) continue;
    return pair
      .slice(equals + 1)
      .trim()
      .replace(/^"(.*)"$/, '$1');
  }
  return undefined;
}

/** A `Set-Cookie` for every path of the host, out of reach of scripts. With 0 seconds, the browser removes the cookie. */
export function setCookie(options: CookieOptions, value: string, maxAgeSeconds: number): string {
  const { name, secure, sameSite } = options;
  const site = { strict: 'Strict', lax: 'Lax', none: 'None' }[sameSite];
  return `${name}=${value}; Max-Age=${maxAgeSeconds}; Path=/; HttpOnly${secure ? '; Secure' : ''}; SameSite=${site}`;
}
