import { HalyardError } from '@halyard/core';
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
import { EtcdStore } from './etcd-store.js';

/** The options of {@link EtcdBackend}. */
export interface EtcdBackendOptions extends StoreBackendOptions, RequestOptions {
  /** What the key of each flag begins with; its name follows. @default "feature_flags/" */
  readonly prefix?: string;
  /** The token of etcd, sent as `Authorization`, or a function that gives it. @default none */
  readonly token?: Token;
}

/**
 * Keeps the flags of etcd 3.4 or newer in memory, live: key = prefix + name, value = text. A change by any client, such as
 * `etcdctl put feature_flags/new_checkout on`, arrives at once through a watch; while etcd is away the last known flags
 * answer. Up to 64 flags are written together.
 *
 * `url` is a client URL of the cluster, whose JSON gateway is used. Throws `INVALID_OPTION` for another URL and for a wrong
 * option.
 *
 * ```ts
 * const flags = await FeatureFlags.open(new EtcdBackend('http://localhost:2379'));
 * ```
 */
export class EtcdBackend extends StoreBackend {
  declare readonly set: NonNullable<StoreBackend['set']>;
  declare readonly setMany: NonNullable<StoreBackend['setMany']>;
  declare readonly delete: NonNullable<StoreBackend['delete']>;

  /** Opens no connection yet. */
  constructor(url: string, options: EtcdBackendOptions = {}) {
    checkOptions('EtcdBackend', options, {
      ...storeBackendOptionChecks,
      ...requestOptionChecks,
      prefix: check.string,
      token: tokenCheck('EtcdBackend'),
    } satisfies Record<keyof EtcdBackendOptions, OptionCheck>);
    const { prefix = 'feature_flags/', token, headers, fetch, ...rest } = options;
    const client = new HttpClient('EtcdBackend', url, {
      headers,
      fetch,
      identity: async () => (token === undefined ? {} : { Authorization: await tokenText(token) }),
    });
    if (new URL(url).username !== '') {
      throw new HalyardError(
        'INVALID_OPTION',
        'EtcdBackend: a URL takes no user and password: give the token of etcd in the option "token"',
      );
    }
    super(new EtcdStore(client, prefix), rest);
  }
}
