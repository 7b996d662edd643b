import { type FlagEntries, FlagChanges } from '@halyard/core/store';
import type { RequestHeaders } from './request-options.js';

/** The flags that were read last, to ask a server only whether they have changed. */
export class KnownDocument {
  #entries: FlagEntries | undefined;
  #conditions: RequestHeaders = {};
  /** The signal of the last load that succeeded. It aborts if the backend did not wait for the result. */
  #awaited: AbortSignal | undefined;

  /** Whether there is a document. */
  get isKnown(): boolean {
    return this.#entries !== undefined;
  }

  /** The headers of a request for a document that is not the known one. */
  get conditions(): RequestHeaders {
    return this.#conditions;
  }

  /** A server sent these flags. */
  changed(entries: FlagEntries, headers: Headers, signal: AbortSignal): FlagEntries {
    const [tag, modified] = [headers.get('etag'), headers.get('last-modified')];
    this.#conditions = {
      ...(tag === null ? {} : { 'If-None-Match': tag }),
      ...(modified === null ? {} : { 'If-Modified-Since': modified }),
    };
    this.#entries = entries;
    this.#awaited = signal;
    return entries;
  }

  /** The known flags are still those of the server: no changes, unless the backend may not have got the flags. */
  unchanged(signal: AbortSignal): FlagEntries | FlagChanges {
    const hasThem = this.#awaited?.aborted === false;
    this.#awaited = signal;
    return hasThem ? new FlagChanges([]) : this.#entries!;
  }

  /** The load failed: the next one gives all flags again. */
  failed(): void {
    this.#awaited = undefined;
  }
}
