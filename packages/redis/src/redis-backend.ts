import {
  check,
  checkOptions,
  type OptionCheck,
  STORE_BACKEND_DEFAULTS,
  StoreBackend,
  type StoreBackendOptions,
  storeBackendOptionChecks,
} from '@halyard/core/store';
import { linksFrom, type RedisClient } from './clients/redis-client.js';
import { RedisStore } from './redis-store.js';

/** The options of {@link RedisBackend}. */
export interface RedisBackendOptions extends StoreBackendOptions {
  /** The hash that holds the flags, exactly as `redis-cli` names it: a client's key prefix does not apply. @default "feature_flags" */
  readonly key?: string;
  /** Whether to have the server push changes (CLIENT TRACKING); otherwise they are polled for. @default true */
  readonly tracking?: boolean;
}

/**
 * Keeps the flags of one Redis hash in memory, live: field = flag name, value = its text. A change by any
 * client, a plain `HSET` included, is visible within milliseconds; while Redis is away the last known flags answer.
 *
 * `client` is a client of the caller's, connected or not, from which connections named `halyard:<key>` are made, or a
 * `redis://` URL. The client itself is never used and never closed. Throws `INVALID_OPTION` for anything else and for a
 * wrong option.
 *
 * ```ts
 * const flags = await FeatureFlags.open(new RedisBackend('redis://localhost'));
 * ```
 */
export class RedisBackend extends StoreBackend {
  declare readonly set: NonNullable<StoreBackend['set']>;
  declare readonly delete: NonNullable<StoreBackend['delete']>;
  declare readonly history: NonNullable<StoreBackend['history']>;

  /** Opens no connection yet. */
  constructor(client: RedisClient | string, options: RedisBackendOptions = {}) {
    checkOptions('RedisBackend', options, {
      ...storeBackendOptionChecks,
      key: check.string,
      tracking: check.boolean,
    } satisfies Record<keyof RedisBackendOptions, OptionCheck>);
    const { key = 'feature_flags', tracking = true, ...storeOptions } = options;
    const { pollMs, livePollMs, rewatchMs } = { ...STORE_BACKEND_DEFAULTS, ...storeOptions };
    super(new RedisStore(linksFrom(client), { key, tracking, pollMs, livePollMs, rewatchMs }), storeOptions);
  }
}
