import { type ObjectAddress } from './object-address.js';
import { bytesText } from '../requests/body-text.js';
import type { S3Client } from './s3-client.js';
import { isMissing, isOvertaken, mayBeStored, requestFailure, statusOf, unconfirmed } from './s3-failure.js';

/** An object as it was read. */
export interface ObjectVersion {
  readonly text: string;
  readonly etag: string;
  readonly contentType: string | undefined;
  readonly cacheControl: string | undefined;
  /** The ids of the last writes, the newest first. The ETag is the id of a version that another program stored. */
  readonly writeIds: readonly string[];
}

/** The name of the metadata that has the ids of the last writes. */
const WRITE_IDS = 'halyard-writes';
/** So many others may come before the SDK has repeated a request. Their ids take a quarter of the room for metadata. */
const MOST_WRITE_IDS = 50;

/** One object, which is read only if it changed and written only over the version that is known. */
export class S3Object {
  /** For messages. */
  readonly shown: string;
  readonly #client: S3Client;
  readonly #address: ObjectAddress;
  #known: ObjectVersion | undefined;
  /** Whether `If-Match` has the ETag with its quotes. */
  #isQuoted = true;
  /** The ETag that `If-Match` had when the service last said that another one is there. */
  #refusedEtag: string | undefined;

  constructor(client: S3Client, address: ObjectAddress) {
    this.shown = `s3://${address.bucket}/${address.key}`;
    this.#client = client;
    this.#address = address;
  }

  /** Resolves with the object, `undefined` if it does not exist. It is sent only if its text is not the known one. */
  read(signal: AbortSignal): Promise<ObjectVersion | undefined> {
    return this.#get(this.#known, signal);
  }

  /** Resolves with the object as `read` does, with the ids of its last writes: the ETag is that of the text alone. */
  readWithWrites(signal: AbortSignal): Promise<ObjectVersion | undefined> {
    return this.#get(undefined, signal);
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
    const writeId = crypto.randomUUID().slice(0, 8);
    const writeIds = [writeId, ...(before?.writeIds ?? [])].slice(0, MOST_WRITE_IDS);
    try {
      await this.#client.putObject(
        {
          Bucket: bucket,
          Key: key,
          Body: text,
          ContentType: before?.contentType ?? contentType,
          ...(before?.cacheControl === undefined ? {} : { CacheControl: before.cacheControl }),
          Metadata: { [WRITE_IDS]: writeIds.join(' ') },
          ...(before === undefined ? { IfNoneMatch: '*' } : { IfMatch: this.#ifMatch(before.etag) }),
        },
        { abortSignal: signal },
      );
      return true;
    } catch (error) {
      if (!mayBeStored(error)) {
        if (!isOvertaken(error)) throw requestFailure(this.shown, error);
        if (statusOf(error) === 412) this.#refusedEtag = before?.etag;
        return false;
      }
      return this.#wasStored(writeId, before, error, signal);
    }
  }

  /** HTTP has an ETag in quotes. Ceph compares it without, so it refuses what is still the current version. */
  #ifMatch(etag: string): string {
    if (etag === this.#refusedEtag) this.#isQuoted = !this.#isQuoted;
    this.#refusedEtag = undefined;
    return this.#isQuoted ? etag : etag.replaceAll('"', '');
  }

  /** Whether the write was stored that failed with `error`. Rejects with `UNKNOWN_OUTCOME` if the object does not say. */
  async #wasStored(
    writeId: string,
    before: ObjectVersion | undefined,
    error: unknown,
    signal: AbortSignal,
  ): Promise<boolean> {
    const now = await this.readWithWrites(signal).catch(() => undefined);
    const writeIds = now?.writeIds ?? [];
    if (writeIds.includes(writeId)) return true;
    // Without this write, all since the version that it was to replace: another one was faster. The list lacks a write that was
    // undone while the next one was on its way, because the ETag is then the same again.
    if (before !== undefined && writeIds.indexOf(before.writeIds[0]!) > 0) return false;
    throw unconfirmed(this.shown, error);
  }

  async #get(known: ObjectVersion | undefined, signal: AbortSignal): Promise<ObjectVersion | undefined> {
    const { bucket, key } = this.#address;
    try {
      const output = await this.#client.getObject(
        { Bucket: bucket, Key: key, ...(known === undefined ? {} : { IfNoneMatch: known.etag }) },
        { abortSignal: signal },
      );
      const etag = output.ETag ?? '';
      this.#known = {
        text: bytesText((await output.Body?.transformToByteArray()) ?? new Uint8Array()),
        etag,
        contentType: output.ContentType,
        cacheControl: output.CacheControl,
        writeIds: output.Metadata?.[WRITE_IDS]?.split(' ') ?? [etag],
      };
      return this.#known;
    } catch (error) {
      if (statusOf(error) === 304 && known !== undefined) return known;
      if (!isMissing(error)) throw requestFailure(this.shown, error);
      this.#known = undefined;
      return undefined;
    }
  }
}
