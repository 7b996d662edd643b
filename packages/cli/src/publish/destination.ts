import { type Syntax, syntaxOf } from '@halyard/formats';
import { messageOf, replaceFile } from '@halyard/core/store';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';
import { isS3Url, makeS3Client } from '../store/s3-client.js';

/** Where a document is published. */
export interface Destination {
  /** For people. */
  readonly name: string;
  readonly syntax: Syntax;
  /** Stores the document as a whole: readers get the old one or the new one. Rejects with a sentence. */
  store(text: string): Promise<void>;
  /** The document that is there, where that is cheap to know. */
  stored(): Promise<string | undefined>;
}

/** The destination for `--to`: an object in S3, or a file. `maxAge`: how long caches may keep an object, in seconds. */
export async function destinationFor(to: string, maxAge: number): Promise<Destination> {
  if (isS3Url(to)) return objectInS3(to, maxAge);
  if (/^[a-z][a-z\d+.-]+:\/\//i.test(to)) {
    // The message does not show the URL: it may hold a password.
    throw new CommandError(EXIT.usage, '--to must be a file such as flags.json, or s3://bucket/flags.json');
  }
  return file(to);
}

function file(path: string): Destination {
  return {
    name: path,
    syntax: syntaxOf(path),
    async store(text) {
      try {
        await replaceFile(path, text);
      } catch (error) {
        const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
        const why = isMissing ? `there is no folder ${dirname(path)}` : messageOf(error);
        throw new CommandError(EXIT.unavailable, `${path}: ${why}`);
      }
    },
    stored: () => readFile(path, 'utf8').catch(() => undefined),
  };
}

async function objectInS3(url: string, maxAge: number): Promise<Destination> {
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/s.exec(url)!;
  const syntax = syntaxOf(Key!);
  const client = await makeS3Client();
  return {
    name: url,
    syntax,
    async store(text) {
      try {
        await client.putObject({
          Bucket: Bucket!,
          Key: Key!,
          Body: text,
          ContentType: `application/${syntax}`,
          CacheControl: `public, max-age=${maxAge}`,
        });
      } catch (error) {
        throw new CommandError(EXIT.unavailable, `${url}: ${reason(error)}`);
      }
    },
    stored: async () => undefined,
  };
}

function reason(error: unknown): string {
  const { name, $metadata } = error as { name?: string; $metadata?: { httpStatusCode?: number } };
  const status = $metadata?.httpStatusCode;
  const what = status === undefined ? messageOf(error) : `S3 answered ${status} ${name}: ${messageOf(error)}`;
  return `${what}. Check the URL, AWS_REGION and the credentials`;
}
