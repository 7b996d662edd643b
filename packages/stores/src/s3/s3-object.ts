import { type ObjectAddress } from './object-address.js';
import { bytesText } from '../requests/body-text.js';
import type { S3Client } from './s3-client.js';
import { isMissing, readFailure, statusOf, unconfirmed, wasRepeated, writeFailure } from './s3-failure.js';

/** An object as it was read. */
export interface ObjectVersion {
  readonly text: string;
  readonly etag: string;
  readonly contentType: string | undefined;
  readonly cacheControl: string | undefined;
  /** Which write stored it, if it was one of Halyard. */
  readonly writeId: string | undefined;
}

/** The name of the metadata that has the id of a write. */
const WRITE_ID = 'halyard-write';

/** One object, which is read only if it changed and written only over the version that is known. */
export class S3Object {
  /** For messages. */
  readonly shown: string;
  readonly #client: S3Client;
  readonly #address: ObjectAddress;
  #known: ObjectVersion | undefined;

  constructor(client: S3Client, address: ObjectAddress) {
    this.shown = `s3://${address.bucket}/${address.key}`;
    this.#client = client;
    this.#address = address;
  }

  /** Resolves with the object, the very same as long as it is unchanged; `undefined` if it does not exist. */
  async read(signal: AbortSignal): Promise<ObjectVersion | undefined> {
    const { bucket, key } = this.#address;
    const known = this.#known;
    try {
      const output = await this.#client.getObject(
        { Bucket: bucket, Key: key, ...(known === undefined ? {} : { IfNoneMatch: known.etag }) },
        { abortSignal: signal },
      );
      this.#known = {
        text: bytesText((await output.Body?.transformToByteArray()) ?? new Uint8Array()),
        etag: output.ETag ?? '',
        contentType: output.ContentType,
        cacheControl: output.CacheControl,
        writeId: output.Metadata?.[WRITE_ID],
      };
      return this.#known;
    } catch (error) {
      if (statusOf(error) === 304 && known !== undefined) return known;
      if (!isMissing(error)) throw readFailure(this.shown, error);
      this.#known = undefined;
      return undefined;
    }
  }

  /**
   * Stores the object if it is still the version `before`, or still does not exist. Resolves with false if another writer was
   * faster, and rejects with `UNKNOWN_OUTCOME` if it may have been stored.
   */
  async write(
    text: string,
    before: ObjectVersion | undefined,
    contentType: string,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { bucket, key } = this.#address;
    const writeId = crypto.randomUUID();
    try {
      await this.#client.putObject(
        {
          Bucket: bucket,
          Key: key,
          Body: text,
          ContentType: before?.contentType ?? contentType,
          ...(before?.cacheControl === undefined ? {} : { CacheControl: before.cacheControl }),
          Metadata: { [WRITE_ID]: writeId },
          ...(before === undefined ? { IfNoneMatch: '*' } : { IfMatch: before.etag }),
        },
        { abortSignal: signal },
      );
      return true;
    } catch (error) {
      if (!isOvertaken(error)) throw writeFailure(this.shown, error);
      if (!wasRepeated(error)) return false;
      // The SDK repeats a request without an answer: the version that was faster may be the one that was to be stored.
      if ((await this.read(signal))?.writeId === writeId) return true;
      throw unconfirmed(this.shown, error);
    }
  }
}

/** 412: another version is there. 409: another write is under way. 404: the object was removed. */
function isOvertaken(error: unknown): boolean {
  const status = statusOf(error);
  return status === 412 || status === 409 || isMissing(error);
}
