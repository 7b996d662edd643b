import { messageOf } from '@halyard/core/store';
import { backoffMs, pause } from './backoff.js';
import type { HttpClient, OutgoingRequest } from './http-client.js';
import { requestError } from './request-error.js';

/** A stream that is opened again and again, and what becomes of it. */
export interface FollowedStream {
  /** The request for what comes after the last connection. */
  readonly request: () => Omit<OutgoingRequest, 'signal'>;
  /** The stream is open: what happened before is read elsewhere, or comes with it. */
  readonly opened: () => void;
  /** A piece of its text. */
  readonly text: (piece: string) => void;
  /** The stream can't be opened at present, and why. */
  readonly lost: (reason: string) => void;
  /** How long it may be silent before its connection counts as dead, in milliseconds. @default unlimited */
  readonly silenceMs?: number;
}

const CONNECT_MS = 10_000;

/** Reads a stream until `stop` aborts. Resolves after the first attempt to open it. */
export function followStream(client: HttpClient, stream: FollowedStream, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const first: FollowedStream = {
      ...stream,
      opened() {
        stream.opened();
        resolve();
      },
      lost(reason) {
        stream.lost(reason);
        resolve();
      },
    };
    void follow(client, first, stop).then(resolve);
  });
}

async function follow(client: HttpClient, stream: FollowedStream, stop: AbortSignal): Promise<void> {
  let failures = 0;
  const opened = (): void => {
    failures = 0;
    stream.opened();
  };
  while (!stop.aborted) {
    try {
      await readOnce(client, { ...stream, opened }, stop);
    } catch (error) {
      if (stop.aborted) return;
      // A stream that was open ends for many reasons, and is opened again at once. Only a vain attempt is reported.
      if (failures++ > 0) stream.lost(messageOf(error));
    }
    await pause(backoffMs(failures), stop);
  }
}

async function readOnce(client: HttpClient, stream: FollowedStream, stop: AbortSignal): Promise<void> {
  const silent = new AbortController();
  const dead = (): void => silent.abort(new Error('nothing was received for a while'));
  let timer = setTimeout(dead, CONNECT_MS);
  try {
    const signal = AbortSignal.any([stop, silent.signal]);
    const response = await client.send({ ...stream.request(), signal });
    if (response.status !== 200) throw await client.failure(response);
    stream.opened();
    const decoder = new TextDecoder();
    clearTimeout(timer);
    // The type of the DOM has no iterator; the stream has one.
    for await (const bytes of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      clearTimeout(timer);
      if (stream.silenceMs !== undefined) timer = setTimeout(dead, stream.silenceMs).unref();
      stream.text(decoder.decode(bytes, { stream: true }));
    }
  } catch (error) {
    throw requestError(error);
  } finally {
    clearTimeout(timer);
  }
}
