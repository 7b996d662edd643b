import type { HttpClient, OutgoingRequest } from './http-client.js';
import { keepTrying, type TrialListener } from './keep-trying.js';
import { requestError } from './request-error.js';

/** A stream that is opened again and again, and what becomes of it. */
export interface FollowedStream extends TrialListener {
  /** The first piece of its text was taken: a proxy may answer for the server, and then pass nothing on. */
  readonly opened: () => void;
  /** A connection begins. Returns the request for what comes after the last one. */
  readonly request: () => Omit<OutgoingRequest, 'signal'>;
  /** A piece of its text. Throws if nothing more is to be expected of this connection, and why. */
  readonly text: (piece: string) => void;
  /** How long it may be silent before its connection counts as dead, in milliseconds. @default unlimited */
  readonly silenceMs?: number;
}

/** How long the first piece may take, in milliseconds. */
const CONNECT_MS = 10_000;

/** Reads a stream until `stop` aborts. Its server sends something at once. Resolves after the first attempt to open it. */
export function followStream(client: HttpClient, stream: FollowedStream, stop: AbortSignal): Promise<void> {
  return keepTrying((opened) => readOnce(client, stream, opened, stop), stream, stop);
}

async function readOnce(
  client: HttpClient,
  stream: FollowedStream,
  opened: () => void,
  stop: AbortSignal,
): Promise<void> {
  const silent = new AbortController();
  const dead = (): void => silent.abort(new Error('nothing was received for a while'));
  let timer = setTimeout(dead, CONNECT_MS);
  try {
    const signal = AbortSignal.any([stop, silent.signal]);
    const response = await client.send({ ...stream.request(), signal });
    if (response.status !== 200) throw await client.failure(response);
    const decoder = new TextDecoder();
    let isOpen = false;
    // The type of the DOM has no iterator; the stream has one.
    for await (const bytes of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      clearTimeout(timer);
      if (stream.silenceMs !== undefined) timer = setTimeout(dead, stream.silenceMs).unref();
      stream.text(decoder.decode(bytes, { stream: true }));
      if (!isOpen) opened();
      isOpen = true;
    }
    if (!isOpen) throw new Error('the answer ended before it began');
  } catch (error) {
    throw requestError(error);
  } finally {
    clearTimeout(timer);
  }
}
