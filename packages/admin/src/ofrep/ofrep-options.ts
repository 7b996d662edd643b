import { HalyardError } from '@halyard/core';
import { check, checkOptions, type OptionCheck } from '@halyard/core/store';

/** The options of OFREP. */
export interface OfrepOptions {
  /** The name of the set of flags, such as `shop-production`: `flagSetId` in the metadata of answers. @default none */
  readonly flagSetId?: string;
  /** Whether bulk evaluations name an event stream, by which web clients follow changes. @default true */
  readonly eventStreams?: boolean;
  /**
   * Signs the URLs of event streams: a secret of at least 16 characters, the same for all processes behind one address.
   * @default a random one, so that each process accepts only its own URLs
   */
  readonly streamSecret?: string;
  /**
   * The URL of the mount path for clients, such as `https://example.com/flags`, for the URLs of event streams. Needed if a
   * proxy changes the path. @default the mount path, on the host of the client's own base URL
   */
  readonly publicUrl?: string;
}

const SHORTEST_SECRET = 16;

const optionChecks = {
  flagSetId: check.string,
  eventStreams: check.boolean,
  streamSecret: check.string,
  publicUrl: (value) =>
    typeof value === 'string' && /^https?:\/\/[^?#]*[^/?#]$/.test(value) && URL.canParse(value)
      ? undefined
      : 'a URL such as "https://example.com/flags", without a slash at the end',
} satisfies Record<keyof OfrepOptions, OptionCheck>;

/** Throws `INVALID_OPTION` if an option is invalid. The sentence does not show the secret. */
export function checkOfrep(options: OfrepOptions | undefined): void {
  checkOptions('makeAdmin: ofrep', options, optionChecks);
  const length = options?.streamSecret?.length ?? SHORTEST_SECRET;
  if (length >= SHORTEST_SECRET) return;
  const sentence = `makeAdmin: ofrep: option "streamSecret" must have at least ${SHORTEST_SECRET} characters, but has ${length}`;
  throw new HalyardError('INVALID_OPTION', sentence);
}
