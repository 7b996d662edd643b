import { HalyardError } from '@halyard/core';
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
import { identityHeaders } from './identity-headers.js';
import { UnleashStore } from './unleash-store.js';

/** The options of {@link UnleashBackend}. */
export interface UnleashBackendOptions extends StoreBackendOptions, RequestOptions {
  /** The client token of Unleash, sent as `Authorization`, or a function that gives it. GitLab needs none. @default none */
  readonly token?: Token;
  /** The name of the app. GitLab takes it for the environment whose strategies it sends. @default "halyard" */
  readonly appName?: string;
  /** The instance. GitLab gives it, and takes it for a credential. @default none */
  readonly instanceId?: string;
  /** How often to ask for the features, in milliseconds. They are sent only if they changed. @default 15000 */
  readonly pollMs?: number;
}

const DEFAULT_POLL_MS = 15_000;

/**
 * Follows the features of an Unleash, or of a GitLab, through the API for clients. They are translated as by
 * `@halyard/formats/unleash`: each flag is on for the same contexts and serves the same variant, with the same buckets. A feature
 * that can't be translated is missing, and the status names it with the reason. Read-only; no metrics are sent.
 *
 * `url` is what the SDKs of Unleash take, such as `https://unleash.example.com/api`. Throws `INVALID_OPTION` for another URL and
 * for a wrong option. A redirect is not followed.
 *
 * ```ts
 * const backend = new UnleashBackend('https://unleash.example.com/api', { token: process.env.UNLEASH_TOKEN });
 * const flags = await FeatureFlags.open(backend);
 * ```
 */
export class UnleashBackend extends StoreBackend {
  /** Asks for nothing yet. */
  constructor(url: string, options: UnleashBackendOptions = {}) {
    checkOptions('UnleashBackend', options, {
      ...storeBackendOptionChecks,
      ...requestOptionChecks,
      token: tokenCheck('UnleashBackend'),
      appName: nameCheck('appName'),
      instanceId: nameCheck('instanceId'),
    } satisfies Record<keyof UnleashBackendOptions, OptionCheck>);
    const { token, appName = 'halyard', instanceId, headers, fetch, ...rest } = options;
    const client = new HttpClient('UnleashBackend', url, {
      headers,
      fetch,
      identity: async () =>
        identityHeaders({ appName, instanceId, token: token === undefined ? token : await tokenText(token) }),
    });
    super(new UnleashStore(client), { ...rest, pollMs: rest.pollMs ?? DEFAULT_POLL_MS });
  }
}

/** The check of a name that is sent in a header. It shows none: the instance is a credential in GitLab. */
function nameCheck(option: string): OptionCheck {
  return (name) => {
    if (typeof name === 'string' && /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(name)) return undefined;
    throw new HalyardError(
      'INVALID_OPTION',
      `UnleashBackend: option "${option}" must be visible ASCII characters`,
    );
  };
}
