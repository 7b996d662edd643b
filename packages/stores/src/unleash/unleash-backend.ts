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
import { identityHeaders } from './identity-headers.js';
import { UnleashStore } from './unleash-store.js';

/** The options of {@link UnleashBackend}. */
export interface UnleashBackendOptions extends StoreBackendOptions, RequestOptions {
  /** The client token of Unleash, sent as `Authorization`, or a function that gives it. GitLab needs none. @default none */
  readonly token?: string | (() => string | Promise<string>);
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
      // The check of an option shows what it received.
      token: () => undefined,
      appName: check.string,
      instanceId: () => undefined,
    } satisfies Record<keyof UnleashBackendOptions, OptionCheck>);
    const { token, appName = 'halyard', instanceId, headers, fetch, ...rest } = options;
    if (token !== undefined && typeof token !== 'function') assertHeader('token', token);
    if (instanceId !== undefined) assertHeader('instanceId', instanceId);
    assertHeader('appName', appName);
    const client = new HttpClient('UnleashBackend', url, {
      headers: async () => ({
        ...identityHeaders({
          appName,
          instanceId,
          token: typeof token === 'function' ? await token() : token,
        }),
        ...(typeof headers === 'function' ? await headers() : headers),
      }),
      ...(fetch === undefined ? {} : { fetch }),
    });
    super(new UnleashStore(client), { ...rest, pollMs: rest.pollMs ?? DEFAULT_POLL_MS });
  }
}

function assertHeader(option: string, value: unknown): void {
  if (typeof value === 'string' && /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(value)) return;
  const form =
    option === 'token'
      ? 'visible ASCII characters, or a function that returns them'
      : 'visible ASCII characters';
  throw new HalyardError('INVALID_OPTION', `UnleashBackend: option "${option}" must be ${form}`);
}
