import { HalyardError, isFeatureFlags, type SignedOverrides } from '@halyard/core';
import { check, checkOptions, isObject, type OptionCheck, show } from '@halyard/core/store';
import type { AnyFlags } from './any-flags.js';
import type { Authorize } from './access/access.js';
import type { MetricsSource } from './routes/metrics.js';
import { checkOfrep, type OfrepOptions } from './ofrep/ofrep-options.js';

/** The option `previews` of {@link makeAdmin}. */
export interface PreviewOptions {
  /** As the app gives them to `featureFlags`. */
  readonly overrides: SignedOverrides;
  /** The URL of the app's `previewRoute`. */
  readonly url: string;
}

/** How the page shows which flags it changes. */
export interface Environment {
  /** At most 40 characters. */
  readonly name: string;
  /** As `#rrggbb`: a line across the top, and a mark beside the name. @default none */
  readonly color?: string;
}

/** The options of {@link makeAdmin}. `Incoming` is the framework's own request, as `authorize` gets it. */
export interface AdminOptions<Incoming = unknown> {
  /** Returns the caller and their permissions. Required: without it there is no access. */
  readonly authorize: Authorize<Incoming>;
  /** The mount path, if the framework does not give it: with `fetch`, node:http and plain Koa. @default "" */
  readonly basePath?: string;
  /**
   * Other origins whose pages may read and write, such as `https://tools.example.com`. Needed if the page has another
   * origin or a proxy changes the `Host`. @default none
   */
  readonly origins?: readonly string[];
  /**
   * The host names that requests may name, such as `flags.example.com`; others are answered 421. Protects servers that
   * browsers reach on this machine or an internal network from DNS rebinding. `localhost` and IP addresses are always
   * allowed. @default any
   */
  readonly hosts?: readonly string[];
  /** The `WWW-Authenticate` of a 401. @default `Bearer realm="halyard"` */
  readonly challenge?: string;
  /**
   * The maximum number of open event streams; a tenth of them is for callers with write permission. Further requests are
   * answered 503. @default 5000
   */
  readonly maxStreams?: number;
  /** The maximum number of event streams that one actor may have open. @default 1000 */
  readonly maxStreamsPerActor?: number;
  /**
   * What `GET /metrics` answers callers with the permission for it, such as a registry of prom-client. @default that path
   * is not found
   */
  readonly metrics?: MetricsSource;
  /** OFREP, for OpenFeature's SDKs. @default event streams at the mount path, and no name of the set of flags */
  readonly ofrep?: OfrepOptions;
  /**
   * The environment of these flags, such as `{ name: 'production', color: '#b3261e' }`, which the page shows at its top.
   * @default none
   */
  readonly environment?: Environment;
  /** The number of days after which a flag that no process used is stale. @default 30 */
  readonly unusedDays?: number;
  /**
   * What callers with write permission may sign overrides with, for testers, and the URL of the app's `previewRoute` that
   * the links lead to. @default no previews
   */
  readonly previews?: PreviewOptions;
  /** Called with each error that was answered 500. @default prints it to the console */
  readonly onError?: (error: unknown, request: Request) => void;
}

const BASE_PATH = /^(?:\/[^/?#]+)*$/;

const optionChecks = {
  authorize: check.function,
  basePath: (value) =>
    typeof value === 'string' && BASE_PATH.test(value)
      ? undefined
      : 'a path such as "/flags", without a slash at the end',
  origins: (value) =>
    Array.isArray(value) && value.every(isOrigin)
      ? undefined
      : 'a list of origins such as "https://tools.example.com"',
  hosts: (value) =>
    Array.isArray(value) && value.every(isHostName)
      ? undefined
      : 'a list of host names such as "flags.example.com", without scheme and port',
  challenge: (value) =>
    typeof value === 'string' && /^[\x20-\x7e]+$/.test(value)
      ? undefined
      : 'the value of a WWW-Authenticate header',
  maxStreams: check.integer(1, 1_000_000),
  maxStreamsPerActor: check.integer(1, 1_000_000),
  metrics: (value) =>
    typeof (value as Partial<MetricsSource> | null)?.metrics === 'function'
      ? undefined
      : 'a registry of prom-client',
  ofrep: check.object,
  environment: (value) =>
    isEnvironment(value)
      ? undefined
      : 'an object such as { name: "production", color: "#b3261e" }, with a name of at most 40 characters',
  unusedDays: check.integer(1, 36_500),
  previews: (value) =>
    isPreviews(value) ? undefined : 'an object { overrides: signedOverrides(…), url: "https://…" }',
  onError: check.function,
} satisfies Record<keyof AdminOptions, OptionCheck>;

/** Throws `INVALID_OPTION` if the first argument is not a service, or if an option is invalid. */
export function checkAdmin(flags: unknown, options: unknown): asserts flags is AnyFlags {
  if (!isFeatureFlags(flags)) {
    const expected = 'the flags, made by await FeatureFlags.open(…)';
    throw new HalyardError('INVALID_OPTION', `makeAdmin: needs ${expected}, received ${show(flags)}`);
  }
  checkOptions('makeAdmin', options, optionChecks);
  checkOfrep((options as Partial<AdminOptions> | undefined)?.ofrep);
  if ((options as Partial<AdminOptions> | undefined)?.authorize === undefined) {
    const sentence =
      'makeAdmin: option "authorize" is required: a function of the request that returns the caller and their permissions';
    throw new HalyardError('INVALID_OPTION', sentence);
  }
}

function isEnvironment(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { name, color, ...others } = value;
  return (
    typeof name === 'string' &&
    /^[^\p{Cc}]{1,40}$/u.test(name) &&
    (color === undefined || (typeof color === 'string' && /^#[\da-f]{6}$/i.test(color))) &&
    Object.keys(others).length === 0
  );
}

function isHostName(value: unknown): boolean {
  return typeof value === 'string' && /^[a-z\d]+(?:[._-]+[a-z\d]+)*$/i.test(value);
}

function isOrigin(value: unknown): boolean {
  return typeof value === 'string' && URL.canParse(value) && new URL(value).origin === value;
}

function isPreviews(value: unknown): boolean {
  const { overrides, url } = (value ?? {}) as Partial<PreviewOptions>;
  return typeof overrides?.sign === 'function' && typeof url === 'string' && URL.canParse(url);
}
