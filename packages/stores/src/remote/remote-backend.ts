import {
  checkOptions,
  type OptionCheck,
  StoreBackend,
  type StoreBackendOptions,
  storeBackendOptionChecks,
} from '@halyard/core/store';
import { HttpClient } from '../requests/http-client.js';
import { type RequestOptions, requestOptionChecks } from '../requests/request-options.js';
import { type Token, tokenCheck, tokenText } from '../requests/token.js';
import { RemoteStore } from './remote-store.js';

/** The options of {@link RemoteBackend}. */
export interface RemoteBackendOptions extends StoreBackendOptions, RequestOptions {
  /** The bearer token of every request, or a function that gives it. It must allow to read. @default none */
  readonly token?: Token;
}

/**
 * Follows the flags of another Halyard over its API (`@halyard/admin`, `halyard serve`): one export, then its events, so that
 * a change arrives at once. While it is away the last known flags answer. Writes and the history are those of the other
 * Halyard, if the token permits them.
 *
 * `url` is where its API is mounted, such as `https://flags.example.com` or `https://shop.example.com/flags`. Throws
 * `INVALID_OPTION` for another URL and for a wrong option.
 *
 * ```ts
 * const flags = await FeatureFlags.open(new RemoteBackend('https://flags.example.com', { token: process.env.TOKEN }));
 * ```
 */
export class RemoteBackend extends StoreBackend {
  declare readonly set: NonNullable<StoreBackend['set']>;
  declare readonly setMany: NonNullable<StoreBackend['setMany']>;
  declare readonly delete: NonNullable<StoreBackend['delete']>;
  declare readonly history: NonNullable<StoreBackend['history']>;

  /** Opens no connection yet. */
  constructor(url: string, options: RemoteBackendOptions = {}) {
    checkOptions('RemoteBackend', options, {
      ...storeBackendOptionChecks,
      ...requestOptionChecks,
      token: tokenCheck('RemoteBackend'),
    } satisfies Record<keyof RemoteBackendOptions, OptionCheck>);
    const { token, headers, fetch, ...rest } = options;
    const client = new HttpClient('RemoteBackend', url, {
      headers,
      fetch,
      identity: async () =>
        token === undefined ? {} : { Authorization: `Bearer ${await tokenText(token)}` },
    });
    super(new RemoteStore(client), rest);
  }
}
