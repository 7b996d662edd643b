import { HalyardError } from '../base/errors.js';
import { isPromise } from '../base/is-promise.js';
import { check, checkOptions, type OptionCheck } from '../base/options.js';
import { isCookieName, readCookie, type SameSite, setCookie } from './cookies.js';

/** The option `visitor` of `featureFlags`. */
export interface VisitorOptions<Request = unknown> {
  /** The name of the cookie that holds the key. A cookie that the app sets already will do, if its values are keys. */
  readonly cookie: string;
  /** How long browsers keep the cookie, in seconds from the first visit. @default 15_552_000, 180 days */
  readonly maxAgeSeconds?: number;
  /** Whether browsers send the cookie over HTTPS only. They count `http://localhost` as HTTPS, except Safari. @default true */
  readonly secure?: boolean;
  /** Which requests from other sites carry the cookie. @default "lax" */
  readonly sameSite?: SameSite;
  /**
   * Whether the visitor accepts the cookie; called for each request, may be asynchronous. If it declines, the visitor has no
   * key, and the browser is asked to remove an earlier cookie. What it throws goes to the framework's error path.
   * @default every visitor accepts it
   */
  readonly consent?: (request: Request) => boolean | Promise<boolean>;
}

/** One request of a visitor. */
export interface Visit {
  /** The visitor's key; `undefined` without consent. */
  readonly key: string | undefined;
  /** The `Set-Cookie` of the answer, if the browser has to keep or to remove the key. */
  readonly setCookie: string | undefined;
}

const DEFAULT_AGE_SECONDS = 180 * 24 * 60 * 60;

/** What a key may be: one of ours, or of a cookie that the app sets. Nothing that would be quoted or cut on its way. */
const KEY = /^[\w.~-]{1,128}$/;

const optionChecks = {
  cookie: (value) => (isCookieName(value) ? undefined : 'the name of a cookie'),
  maxAgeSeconds: check.integer(1, 400 * 24 * 60 * 60),
  secure: check.boolean,
  sameSite: check.oneOf('strict', 'lax', 'none'),
  consent: check.function,
} satisfies Record<keyof VisitorOptions, OptionCheck>;

/** Gives each visitor a stable random key, in a cookie. */
export class Visitors<Request> {
  readonly #options: VisitorOptions<Request>;

  /** Throws `INVALID_OPTION`, which names `owner`, for a wrong option. */
  constructor(owner: string, options: VisitorOptions<Request>) {
    checkOptions(`${owner}: option "visitor"`, options, optionChecks);
    if (options.cookie === undefined) {
      throw new HalyardError('INVALID_OPTION', `${owner}: option "visitor" needs { cookie: "…" }`);
    }
    this.#options = { ...options };
  }

  /** The key of the visitor who sent a request with these cookies. A promise only if the app's function returns one. */
  visit(request: Request, cookies: string | undefined): Visit | Promise<Visit> {
    const sent = readCookie(cookies, this.#options.cookie);
    const { consent: ask } = this.#options;
    // Only `true` is consent, whatever else a function written in JavaScript returns.
    const consent: unknown = ask === undefined ? true : ask(request);
    return isPromise(consent)
      ? Promise.resolve(consent).then((accepts) => this.#visit(sent, accepts === true))
      : this.#visit(sent, consent === true);
  }

  #visit(sent: string | undefined, accepts: boolean): Visit {
    if (!accepts)
      return { key: undefined, setCookie: sent === undefined ? undefined : this.#setCookie('', 0) };
    if (sent !== undefined && KEY.test(sent)) return { key: sent, setCookie: undefined };
    const key = crypto.randomUUID();
    return { key, setCookie: this.#setCookie(key, this.#options.maxAgeSeconds ?? DEFAULT_AGE_SECONDS) };
  }

  #setCookie(key: string, maxAgeSeconds: number): string {
    const { cookie: name, secure = true, sameSite = 'lax' } = this.#options;
    return setCookie({ name, secure, sameSite }, key, maxAgeSeconds);
  }
}
