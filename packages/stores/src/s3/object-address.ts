import { HalyardError } from '@halyard/core';

/** Where an object is. */
export interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
}

/** The object that `s3://bucket/key` names. Throws `INVALID_OPTION` for anything else, without printing it. */
export function objectAddress(owner: string, url: unknown): ObjectAddress {
  const [, bucket, key] =
    (typeof url === 'string' && /^s3:\/\/([a-z0-9][a-z0-9.-]+)\/(.+)$/s.exec(url)) || [];
  if (bucket !== undefined && key !== undefined) return { bucket, key };
  throw new HalyardError(
    'INVALID_OPTION',
    `${owner}: the URL must have the form s3://bucket/flags.json, without credentials: the client has them`,
  );
}
