import { HalyardError } from '@halyard/core';
import { show } from '@halyard/core/store';

/** How a request is sent. */
export interface S3RequestOptions {
  /** Aborts when the answer is no longer awaited. */
  readonly abortSignal?: AbortSignal;
}

/** What `getObject` asks for. */
export interface S3GetInput {
  /** The name of the bucket. */
  readonly Bucket: string;
  /** The name of the object in it. */
  readonly Key: string;
  /** The ETag of the known version: while it is the current one, the request rejects with status 304. */
  readonly IfNoneMatch?: string;
}

/** The object that `getObject` resolves with. */
export interface S3GetOutput {
  /** Names this version of the object. */
  readonly ETag?: string | undefined;
  /** What is stored. */
  readonly Body?: { transformToByteArray(): Promise<Uint8Array> } | undefined;
  /** Its media type. */
  readonly ContentType?: string | undefined;
  /** How long caches may keep it. */
  readonly CacheControl?: string | undefined;
  /** Further texts that were stored with it, by lower-case name. */
  readonly Metadata?: Readonly<Record<string, string>> | undefined;
}

/** The object that `putObject` stores. */
export interface S3PutInput {
  /** The name of the bucket. */
  readonly Bucket: string;
  /** The name of the object in it. */
  readonly Key: string;
  /** What to store. */
  readonly Body: string;
  /** Its media type. */
  readonly ContentType: string;
  /** How long caches may keep it. */
  readonly CacheControl?: string;
  /** Further texts to store with it. */
  readonly Metadata: Record<string, string>;
  /** Store it only over the version with this ETag, else reject with status 412. */
  readonly IfMatch?: string;
  /** `*`: store it only if there is none, else reject with status 412. */
  readonly IfNoneMatch?: string;
}

/**
 * The part of a client of `@aws-sdk/client-s3` that is used: `new S3({ region })` is one. Rejections are those of the SDK:
 * `$metadata` has the status and the number of attempts.
 */
export interface S3Client {
  /** Reads an object. */
  getObject(input: S3GetInput, options?: S3RequestOptions): Promise<S3GetOutput>;
  /** Stores an object as a whole. */
  putObject(input: S3PutInput, options?: S3RequestOptions): Promise<unknown>;
}

/** Throws `INVALID_OPTION` unless `value` is a client. */
export function checkS3Client(owner: string, value: unknown): asserts value is S3Client {
  const { getObject, putObject, send } = (value ?? {}) as Record<string, unknown>;
  if (typeof getObject === 'function' && typeof putObject === 'function') return;
  const received = typeof send === 'function' ? 'an S3Client: S3 takes the same options' : show(value);
  throw new HalyardError(
    'INVALID_OPTION',
    `${owner}: the first argument must be a client such as new S3({ region }) of @aws-sdk/client-s3, received ${received}`,
  );
}
