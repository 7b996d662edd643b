import type { S3 } from '@aws-sdk/client-s3';
import { ifMissing } from '@halyard/core/store';
import { CommandError } from '../command-error.js';
import { EXIT } from '../exit-codes.js';

/** True for `s3://bucket/key`, without credentials. */
export function isS3Url(text: string): boolean {
  return /^s3:\/\/[a-z0-9][a-z0-9.-]+\/./.test(text);
}

/**
 * A client that the environment and the files of AWS configure. Fails with a sentence if the SDK is not installed, which is
 * loaded only here.
 */
export async function makeS3Client(): Promise<S3> {
  const sdk = await import('@aws-sdk/client-s3').catch(ifMissing);
  if (sdk === undefined) {
    const how =
      'install @aws-sdk/client-s3 beside halyard, such as with npm install --global @aws-sdk/client-s3';
    throw new CommandError(EXIT.usage, `an s3:// URL needs the AWS SDK: ${how}`);
  }
  // A server that is not Amazon's seldom has a host name for each bucket.
  const { AWS_ENDPOINT_URL_S3, AWS_ENDPOINT_URL } = process.env;
  return new sdk.S3({ forcePathStyle: Boolean(AWS_ENDPOINT_URL_S3 ?? AWS_ENDPOINT_URL) });
}
