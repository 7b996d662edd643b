import {
  check,
  checkOptions,
  type OptionCheck,
  StoreBackend,
  type StoreBackendOptions,
  storeBackendOptionChecks,
} from '@halyard/core/store';
import { HttpClient } from '../requests/http-client.js';
import { type RequestOptions, requestOptionChecks } from '../requests/request-options.js';
import { type Token, tokenCheck, tokenText } from '../requests/token.js';
import { ConsulKv } from './consul-kv.js';
import { ConsulStore } from './consul-store.js';

/** The options of {@link ConsulBackend}. */
export interface ConsulBackendOptions extends StoreBackendOptions, RequestOptions {
  /** What the key of each flag begins with; its name follows. @default "feature_flags/" */
  readonly prefix?: string;
  /** The ACL token of every request, or a function that gives it. It needs `key_prefix` read, and write. @default none */
  readonly token?: Token;
}

/**
 * Keeps the flags in the KV store of Consul in memory, live: key = prefix + name, value = text. A change by any client, such as
 * `consul kv put feature_flags/new_checkout on`, arrives at once through a blocking query; while Consul is away the last known
 * flags answer. Up to 32 flags are written together.
 *
 * `url` is the HTTP API of an agent. Throws `INVALID_OPTION` for another URL and for a wrong option.
 *
 * ```ts
 * const flags = await FeatureFlags.open(new ConsulBackend('http://localhost:8500'));
 * ```
 */
export class ConsulBackend extends StoreBackend {
  declare readonly set: NonNullable<StoreBackend['set']>;
  declare readonly setMany: NonNullable<StoreBackend['setMany']>;
  declare readonly delete: NonNullable<StoreBackend['delete']>;

  /** Opens no connection yet. */
  constructor(url: string, options: ConsulBackendOptions = {}) {
    checkOptions('ConsulBackend', options, {
      ...storeBackendOptionChecks,
      ...requestOptionChecks,
      prefix: check.string,
      token: tokenCheck('ConsulBackend'),
    } satisfies Record<keyof ConsulBackendOptions, OptionCheck>);
    const { prefix = 'feature_flags/', token, headers, fetch, ...rest } = options;
    const client = new HttpClient('ConsulBackend', url, {
      headers,
      fetch,
      identity: async () => (token === undefined ? {} : { 'X-Consul-Token': await tokenText(token) }),
    });
    super(new ConsulStore(new ConsulKv(client, prefix)), rest);
  }
}
