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
import { HttpStore } from './http-store.js';

/** The options of {@link HttpBackend}. */
export interface HttpBackendOptions extends StoreBackendOptions, RequestOptions {
  /**
   * How often to ask for the document, in milliseconds. A longer `max-age` of the answer is obeyed. @default 30000
   */
  readonly pollMs?: number;
  /** The names of the objects that the flags are in, outermost first, with dots: `data.flags`. @default the whole document */
  readonly envelope?: string;
  /** How the document is written. @default "yaml" if its type or the path says so, else "json" */
  readonly format?: 'json' | 'yaml';
  /**
   * How old an answer may be, in milliseconds. One that a cache held for longer (its `Age`) is an error, and its `max-age`
   * counts up to this. @default any age; a `max-age` counts up to 300000
   */
  readonly maxAgeMs?: number;
}

const DEFAULT_POLL_MS = 30_000;

/**
 * Follows the flags in a document of a web server: a file on a CDN, an agent of a configuration service, the export of
 * another Halyard. It is polled, and sent only if it changed (ETag, `Last-Modified`). Read-only.
 *
 * `url` is an `http://` or `https://` URL; its user and password are sent as basic authentication. Throws `INVALID_OPTION`
 * for another URL and for a wrong option. A redirect is not followed.
 *
 * ```ts
 * const flags = await FeatureFlags.open(new HttpBackend('https://cdn.example.com/flags.json'));
 * ```
 */
export class HttpBackend extends StoreBackend {
  readonly #store: HttpStore;

  /** Asks for nothing yet. */
  constructor(url: string, options: HttpBackendOptions = {}) {
    checkOptions('HttpBackend', options, {
      ...storeBackendOptionChecks,
      ...requestOptionChecks,
      envelope: check.string,
      format: check.oneOf('json', 'yaml'),
      maxAgeMs: check.milliseconds,
    } satisfies Record<keyof HttpBackendOptions, OptionCheck>);
    const { headers, fetch, envelope, format, maxAgeMs, ...rest } = options;
    const client = new HttpClient('HttpBackend', url, { headers, fetch });
    const store = new HttpStore(client, { envelope: envelope?.split('.') ?? [], syntax: format, maxAgeMs });
    super(store, { ...rest, pollMs: rest.pollMs ?? DEFAULT_POLL_MS });
    this.#store = store;
  }

  /** Resolves once the snapshot holds what the server sent after this call, past every cache. */
  override refresh(): Promise<void> {
    this.#store.askNext();
    return super.refresh();
  }
}
