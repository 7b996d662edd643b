import {
  checkOptions,
  type OptionCheck,
  StoreBackend,
  type StoreBackendOptions,
  storeBackendOptionChecks,
} from '@halyard/core/store';
import { HttpClient } from '../requests/http-client.js';
import {
  type RequestHeaders,
  type RequestOptions,
  requestOptionChecks,
} from '../requests/request-options.js';
import { checkToken, type Token, tokenText } from '../requests/token.js';
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
      // The check of an option shows what it received.
      token: () => undefined,
    } satisfies Record<keyof RemoteBackendOptions, OptionCheck>);
    const { token, headers, fetch, ...rest } = options;
    if (token !== undefined) checkToken('RemoteBackend', token);
    const client = new HttpClient('RemoteBackend', url, {
      headers: async () => ({
        ...(typeof headers === 'function' ? await headers() : headers),
        ...(await authorization(token)),
      }),
      ...(fetch === undefined ? {} : { fetch }),
    });
    super(new RemoteStore(client), rest);
  }
}

async function authorization(token: Token | undefined): Promise<RequestHeaders> {
  return token === undefined ? {} : { Authorization: `Bearer ${await tokenText(token)}` };
}
