import type { S3, S3ClientConfig } from '@aws-sdk/client-s3';
import { S3Backend, type S3BackendOptions } from '@halyard/stores/s3';
import { after, afterEach, before, beforeEach } from 'mocha';
import { s3Client } from '../../support/s3/s3-client.js';
import { type ObjectHeaders, S3Server } from '../../support/s3/s3-server.js';

/** An object in S3 that has one flag when a case begins, for the cases of the suite in which it is made. */
export class FollowedObject {
  readonly bucket: string = 'flags';
  readonly key: string = 'shop/flags.json';
  #server: S3Server | undefined;
  readonly #opened: { readonly backend: S3Backend; readonly client: S3 }[] = [];

  constructor() {
    before(async () => {
      this.#server = await S3Server.start(this.bucket);
    });
    beforeEach(async () => {
      this.server.calm();
      await this.put('{"flag": true}');
    });
    afterEach(async () => {
      for (const { backend, client } of this.#opened.splice(0)) {
        await backend.close();
        client.destroy();
      }
    });
    after(() => this.#server?.stop());
  }

  get server(): S3Server {
    return this.#server!;
  }

  /** How many writes came. */
  get puts(): number {
    return this.server.requests.filter((request) => request.startsWith('PUT')).length;
  }

  /** A backend, which is closed after the case. */
  async open(
    options: S3BackendOptions = {},
    config: S3ClientConfig = {},
    key: string = this.key,
  ): Promise<S3Backend> {
    const client = s3Client(this.server.url, config);
    const backend = new S3Backend(client, `s3://${this.bucket}/${key}`, { pollMs: 10, ...options });
    this.#opened.push({ backend, client });
    await backend.open();
    return backend;
  }

  /** One that has written before, so that it knows in which form the server compares an ETag. */
  async openWriter(config?: S3ClientConfig, pollMs = 60_000): Promise<S3Backend> {
    const backend = await this.open({ pollMs }, config);
    await backend.set('first', true);
    await backend.delete('first');
    this.server.requests.length = 0;
    return backend;
  }

  /** Stores it as another program does, or removes it. */
  put(text: string | undefined, headers?: ObjectHeaders): Promise<void> {
    return this.server.put(this.bucket, this.key, text, headers);
  }

  /** Its text. */
  text(): Promise<string | undefined> {
    return this.server.text(this.bucket, this.key);
  }

  /** What it holds. */
  async stored(): Promise<unknown> {
    return JSON.parse((await this.text())!);
  }
}

/** The error that a write rejects with. */
export function failureOf(write: Promise<unknown>): Promise<Error> {
  return write.then(
    () => {
      throw new Error('the write was not refused');
    },
    (error: unknown) => error as Error,
  );
}
