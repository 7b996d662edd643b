import { HalyardError } from '../base/errors.js';
import { check, checkOptions, type OptionCheck, show } from '../base/options.js';
import { isSegmentName, nameProblem } from '../flag/name.js';
import type { RequestOverrideResult } from '../service/counts/counts.js';
import { type Override, overrideProblem } from '../service/override.js';
import { type CookieOptions, isCookieName, type SameSite, setCookie } from './cookies.js';
import { isHeaderName } from './header-rules.js';
import { MAX_TOKEN_LENGTH, OverrideTokens, type TokenContent } from './override-token.js';

/** The options of {@link signedOverrides}. */
export interface SignedOverridesOptions {
  /**
   * Secrets of at least 32 characters. The first signs, each is accepted: to replace one, put the new one first, and remove
   * the old one when what it signed has expired.
   */
  readonly keys: readonly string[];
  /** The names of the flags that may be overridden, as they are stored. Others are ignored. */
  readonly allow: readonly string[];
  /** The name of the cookie. @default "halyard_preview" */
  readonly cookie?: string;
  /** The name of the header, which precedes the cookie. @default "x-halyard-preview" */
  readonly header?: string;
  /**
   * Whether browsers send the cookie over HTTPS only. `false` is for tests without HTTPS in Safari: other browsers count
   * `http://localhost` as HTTPS. @default true
   */
  readonly secure?: boolean;
  /** Which requests from other sites carry the cookie. @default "lax" */
  readonly sameSite?: SameSite;
  /** The time in milliseconds since the epoch. @default Date.now */
  readonly clock?: () => number;
}

/** How long a token is good. */
export interface SigningOptions {
  /** In milliseconds, at most seven days. @default 3_600_000, an hour */
  readonly forMs?: number;
}

/** What a token says about one request. */
export interface ReadOverrides {
  /** What applies, by the name of the flag. Empty for a token that is not accepted. */
  readonly overrides: ReadonlyMap<string, Override>;
  /** When the token expires, in milliseconds since the epoch. Absent for one whose signature is wrong. */
  readonly expires?: number;
  /** What is counted, once for each token and each flag that is not allowed. */
  readonly results: readonly RequestOverrideResult[];
}

const DEFAULT_AGE_MS = 60 * 60_000;
const MAX_AGE_MS = 7 * 24 * 60 * 60_000;
const MIN_KEY_LENGTH = 32;

const areKeys: OptionCheck = (value) =>
  isList(value) && value.every((key) => typeof key === 'string' && key.length >= MIN_KEY_LENGTH)
    ? undefined
    : `a list of secrets with at least ${MIN_KEY_LENGTH} characters each`;

const areNames: OptionCheck = (value) =>
  isList(value) && value.every((name) => nameProblem(name) === undefined && !isSegmentName(name as string))
    ? undefined
    : 'a list of the names of flags';

const optionChecks = {
  keys: areKeys,
  allow: areNames,
  cookie: (value) => (isCookieName(value) ? undefined : 'the name of a cookie'),
  header: (value) => (typeof value === 'string' && isHeaderName(value) ? undefined : 'the name of a header'),
  secure: check.boolean,
  sameSite: check.oneOf('strict', 'lax', 'none'),
  clock: check.function,
} satisfies Record<keyof SignedOverridesOptions, OptionCheck>;

const signingChecks = {
  forMs: check.integer(1000, MAX_AGE_MS),
} satisfies Record<keyof SigningOptions, OptionCheck>;

/**
 * Overrides for single requests, for the option `overrides` of `featureFlags`: a request with a token that a key has signed
 * gets these answers, and no other request does. Make it with {@link signedOverrides}.
 */
export class SignedOverrides {
  /** The name of the cookie. */
  readonly cookie: string;
  /** The name of the header, in lower case. */
  readonly header: string;
  /** The names of the flags that may be overridden. */
  readonly allow: readonly string[];
  readonly #tokens: OverrideTokens;
  readonly #allowed: ReadonlySet<string>;
  readonly #cookie: CookieOptions;
  readonly #clock: () => number;

  /** @internal Use {@link signedOverrides}. */
  constructor(options: SignedOverridesOptions) {
    checkOptions('signedOverrides', options, optionChecks);
    const { keys, allow, cookie = 'halyard_preview', header = 'x-halyard-preview' } = options;
    const { secure = true, sameSite = 'lax', clock = Date.now } = options;
    for (const [key, value] of Object.entries({ keys, allow })) {
      if (value !== undefined) continue;
      throw new HalyardError('INVALID_OPTION', `signedOverrides: option "${key}" is required`);
    }
    this.cookie = cookie;
    this.header = header.toLowerCase();
    this.#cookie = { name: cookie, secure, sameSite };
    this.#tokens = new OverrideTokens([...keys]);
    this.allow = [...allow];
    this.#allowed = new Set(allow);
    this.#clock = clock;
  }

  /**
   * Signs overrides: each is `true`, `false`, the name of a variant, or `{ value }`. Resolves with the token for the header,
   * the cookie, or a link. Rejects with `INVALID_OPTION` for a flag that is not allowed, for an override that no flag can
   * have, and for more than a cookie can hold.
   */
  async sign(
    overrides: ReadonlyMap<string, Override> | Readonly<Record<string, Override>>,
    options: SigningOptions = {},
  ): Promise<string> {
    checkOptions('signedOverrides.sign', options, signingChecks);
    const entries = overrides instanceof Map ? overrides : new Map(Object.entries(overrides));
    for (const [name, override] of entries) this.#assertSignable(name, override);
    const expires = this.#clock() + (options.forMs ?? DEFAULT_AGE_MS);
    const token = await this.#tokens.write({ overrides: entries, expires });
    if (token.length <= MAX_TOKEN_LENGTH) return token;
    throw new HalyardError('INVALID_OPTION', 'signedOverrides.sign: more than a cookie can hold; sign fewer');
  }

  /** Reads a token as it was received. Never rejects for what it says. */
  async read(token: string): Promise<ReadOverrides> {
    const content = await this.#tokens.read(token);
    if (content === undefined) return refused('invalid');
    if (content.expires <= this.#clock()) return { ...refused('expired'), expires: content.expires };
    return this.#allowedIn(content);
  }

  /** The `Set-Cookie` that has a browser send this token until it expires; without one, the browser forgets it. */
  setCookie(token = '', expires = 0): string {
    const seconds = Math.max(0, Math.ceil((expires - this.#clock()) / 1000));
    return setCookie(this.#cookie, token, token === '' ? 0 : seconds);
  }

  #allowedIn({ overrides, expires }: TokenContent): ReadOverrides {
    const allowed = new Map([...overrides].filter(([name]) => this.#allowed.has(name)));
    const results: RequestOverrideResult[] = allowed.size > 0 ? ['applied'] : [];
    for (let i = allowed.size; i < overrides.size; i++) results.push('not-allowed');
    return { overrides: allowed, expires, results };
  }

  #assertSignable(name: string, override: Override): void {
    // Which variants a flag has is checked where the flag is.
    const problem = this.#allowed.has(name)
      ? typeof override === 'string'
        ? undefined
        : overrideProblem(override, undefined)
      : `not in the option "allow", which has ${this.allow.map(show).join(', ')}`;
    if (problem === undefined) return;
    throw new HalyardError('INVALID_OPTION', `signedOverrides.sign: ${show(name)}: ${problem}`);
  }
}

/**
 * Makes overrides for single requests. Keep the keys out of the code: they let their holder see any flag of `allow` in any
 * state. Throws `INVALID_OPTION` for a wrong option.
 *
 * ```ts
 * const overrides = signedOverrides({ keys: [process.env.HALYARD_PREVIEW_KEY!], allow: ['new_checkout'] });
 * app.use(featureFlags(flags, { overrides }));
 * ```
 */
export function signedOverrides(options: SignedOverridesOptions): SignedOverrides {
  return new SignedOverrides(options);
}

/** True for what any copy of this package made by {@link signedOverrides}. */
export function isSignedOverrides(value: unknown): value is SignedOverrides {
  const { read, setCookie: set, cookie, header } = (value ?? {}) as Partial<SignedOverrides>;
  const isMade = typeof read === 'function' && typeof set === 'function';
  return isMade && typeof cookie === 'string' && typeof header === 'string';
}

/** Throws `INVALID_OPTION` unless `owner` was given what {@link signedOverrides} made. */
export function checkOverrides(owner: string, value: unknown): void {
  if (isSignedOverrides(value)) return;
  const message = `${owner}: needs what signedOverrides() returns, received ${show(value)}`;
  throw new HalyardError('INVALID_OPTION', message);
}

function refused(result: RequestOverrideResult): ReadOverrides {
  return { overrides: new Map(), results: [result] };
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.length > 0;
}
