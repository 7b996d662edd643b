import {
  checkOptions,
  type OptionCheck,
  StoreBackend,
  type StoreBackendOptions,
  storeBackendOptionChecks,
} from '@halyard/core/store';
import { syntaxOf } from '@halyard/formats';
import { objectAddress } from './object-address.js';
import { checkS3Client, type S3Client } from './s3-client.js';
import { S3Object } from './s3-object.js';
import { S3Store } from './s3-store.js';

/** The options of {@link S3Backend}. */
export interface S3BackendOptions extends StoreBackendOptions {
  /** How often to ask whether the object changed, in milliseconds. Each time is a request that is paid for. @default 10000 */
  readonly pollMs?: number;
}

const DEFAULT_POLL_MS = 10_000;

/**
 * Keeps the flags in one object of Amazon S3, or of a service that speaks its API, in memory. It is polled, and sent only if it
 * changed (ETag). A write stores the whole object over the version that it was made from (`If-Match`), so that no change of
 * another writer is lost; all flags of a call are stored, or none.
 *
 * `client` is `new S3({ region })` of `@aws-sdk/client-s3`, which Halyard never closes; `url` is `s3://bucket/key`, with a key
 * that ends in `.json`, `.yaml` or `.yml`. Throws `INVALID_OPTION` for another client or URL and for a wrong option.
 *
 * ```ts
 * const flags = await FeatureFlags.open(new S3Backend(new S3({ region: 'eu-central-1' }), 's3://shop/flags.json'));
 * ```
 */
export class S3Backend extends StoreBackend {
  declare readonly set: NonNullable<StoreBackend['set']>;
  declare readonly setMany: NonNullable<StoreBackend['setMany']>;
  declare readonly delete: NonNullable<StoreBackend['delete']>;

  /** Asks for nothing yet. */
  constructor(client: S3Client, url: string, options: S3BackendOptions = {}) {
    checkS3Client('S3Backend', client);
    checkOptions('S3Backend', options, {
      ...storeBackendOptionChecks,
    } satisfies Record<keyof S3BackendOptions, OptionCheck>);
    const address = objectAddress('S3Backend', url);
    super(new S3Store(new S3Object(client, address), syntaxOf(address.key)), {
      ...options,
      pollMs: options.pollMs ?? DEFAULT_POLL_MS,
    });
  }
}
