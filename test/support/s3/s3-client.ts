import { S3, type S3ClientConfig } from '@aws-sdk/client-s3';

/** Those that the servers of the tests know. */
export const CREDENTIALS = { accessKeyId: 'key', secretAccessKey: 'xyzzy-secret' };

/** A client of the AWS SDK for a server of the tests. */
export function s3Client(endpoint: string, config: S3ClientConfig = {}): S3 {
  return new S3({
    endpoint,
    region: 'eu-central-1',
    forcePathStyle: true,
    credentials: CREDENTIALS,
    ...config,
  });
}
