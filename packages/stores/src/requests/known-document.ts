import type { FlagEntries } from '@halyard/core/store';
import { KnownFlags } from './known-flags.js';
import type { RequestHeaders } from './request-options.js';

/** The flags of the document that was sent last, to ask a server only whether it has changed. */
export class KnownDocument extends KnownFlags {
  #conditions: RequestHeaders = {};

  /** The headers of a request for a document that is not the known one. */
  get conditions(): RequestHeaders {
    return this.#conditions;
  }

  /** A server sent these flags. */
  sent(entries: FlagEntries, headers: Headers, signal: AbortSignal): FlagEntries {
    const [tag, modified] = [headers.get('etag'), headers.get('last-modified')];
    this.#conditions = {
      ...(tag === null ? {} : { 'If-None-Match': tag }),
      ...(modified === null ? {} : { 'If-Modified-Since': modified }),
    };
    return this.changed(entries, signal);
  }
}
