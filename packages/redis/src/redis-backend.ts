import {
  check,
  checkOptions,
  type OptionCheck,
  STORE_BACKEND_DEFAULTS,
  StoreBackend,
  type StoreBackendOptions,
  storeBackendOptionChecks,
} from '@halyard/core/store';
import { connectionsFrom, type RedisClient } from './connections/redis-client.js';
import { RedisStore } from './redis-store.js';

/** The options of {@link RedisBackend}. */
export interface RedisBackendOptions extends StoreBackendOptions {
  /** The hash that holds the flags, exactly as `redis-cli` names it: a client's key prefix does not apply. @default "feature_flags" */
  readonly key?: string;
  /**
   * How changes reach this process. `announced`: replicas announce changes to each other, so that a flip costs the same
   * for any number of flags. `plain`: each replica reads the whole hash after each change; no key but the hash is used,
   * and there is no history. @default "announced"
   */
  readonly sync?: 'announced' | 'plain';
  /** Whether to have the server push changes (CLIENT TRACKING); otherwise they are polled for. @default true */
  readonly tracking?: boolean;
}

/**
 * Keeps the flags of one Redis hash in memory, live: field = flag name, value = its text. A change by any client, such as a
 * plain `HSET`, is visible within milliseconds; while Redis is away the last known flags answer.
 *
 * `client` is a client of the caller's, from which connections named `halyard:<key>` are made, or a `redis://` URL. The
 * client itself is never used and never closed. It need not be connected, except a pool and a Sentinel client of
 * node-redis. Throws `INVALID_OPTION` for anything else and for a wrong option.
 *
 * ```ts
 * const flags = await FeatureFlags.open(new RedisBackend('redis://localhost'));
 * ```
 */
export class RedisBackend extends StoreBackend {
  declare readonly set: NonNullable<StoreBackend['set']>;
  declare readonly setMany: NonNullable<StoreBackend['setMany']>;
  declare readonly delete: NonNullable<StoreBackend['delete']>;
  readonly #store: RedisStore;

  /** Opens no connection yet. */
  constructor(client: RedisClient | string, options: RedisBackendOptions = {}) {
    checkOptions('RedisBackend', options, {
      ...storeBackendOptionChecks,
      key: check.string,
      sync: check.oneOf('announced', 'plain'),
      tracking: check.boolean,
    } satisfies Record<keyof RedisBackendOptions, OptionCheck>);
    const { key = 'feature_flags', sync = 'announced', tracking = true, ...backendOptions } = options;
    const { livePollMs, rewatchMs } = { ...STORE_BACKEND_DEFAULTS, ...backendOptions };
    const store = new RedisStore(connectionsFrom(client), { key, sync, tracking, livePollMs, rewatchMs });
    super(store, backendOptions);
    this.#store = store;
  }

  /** Resolves once the snapshot holds what the hash held at a moment after this call. */
  override refresh(): Promise<void> {
    this.#store.readHashNext();
    return super.refresh();
  }
}
