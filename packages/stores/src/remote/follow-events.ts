import { messageOf } from '@halyard/core/store';
import type { HttpClient } from '../requests/http-client.js';
import { requestError } from '../requests/request-error.js';
import { EventParser, type ServerEvent } from './event-parser.js';

/** What becomes of a stream of events. */
export interface EventListener {
  /** The stream is open: what happened before is read elsewhere, or comes as events. */
  readonly opened: () => void;
  readonly event: (event: ServerEvent) => void;
  /** The stream can't be opened, or broke. It is opened again and again. */
  readonly lost: (reason: string) => void;
}

/** The server sends a heartbeat every 15 seconds. Without one for this time, the connection is dead. */
const SILENCE_MS = 40_000;
const CONNECT_MS = 10_000;
const MIN_BACKOFF_MS = 100;
const MAX_BACKOFF_MS = 5000;

/**
 * Reads the events of a Halyard, from where the last connection ended, until `stop` aborts. Resolves after the first
 * attempt to open the stream.
 */
export function followEvents(client: HttpClient, listener: EventListener, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const first: EventListener = {
      opened() {
        listener.opened();
        resolve();
      },
      event: listener.event,
      lost(reason) {
        listener.lost(reason);
        resolve();
      },
    };
    void follow(client, first, stop).then(resolve);
  });
}

async function follow(client: HttpClient, listener: EventListener, stop: AbortSignal): Promise<void> {
  let lastEventId: string | undefined;
  let failures = 0;
  while (!stop.aborted) {
    try {
      for await (const event of eventsOf(client, lastEventId, listener, stop)) {
        failures = 0;
        lastEventId = event.id ?? lastEventId;
        listener.event(event);
      }
    } catch (error) {
      if (stop.aborted) return;
      failures++;
      listener.lost(`the events can't be followed: ${messageOf(error)}`);
    }
    // The server ends a stream that is old: a new one is opened soon.
    await pause(backoffMs(failures), stop);
  }
}

async function* eventsOf(
  client: HttpClient,
  lastEventId: string | undefined,
  listener: EventListener,
  stop: AbortSignal,
): AsyncGenerator<ServerEvent> {
  const silent = new AbortController();
  const dead = (): void => silent.abort(new Error('nothing was received for a while'));
  let timer = setTimeout(dead, CONNECT_MS);
  try {
    const response = await client.send({
      path: '/api/v1/events',
      headers: {
        Accept: 'text/event-stream',
        ...(lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId }),
      },
      signal: AbortSignal.any([stop, silent.signal]),
    });
    if (response.status !== 200) throw await client.failure(response);
    listener.opened();
    const parser = new EventParser();
    const decoder = new TextDecoder();
    // The type of the DOM has no iterator; the stream has one.
    for await (const bytes of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      clearTimeout(timer);
      timer = setTimeout(dead, SILENCE_MS);
      timer.unref();
      yield* parser.push(decoder.decode(bytes, { stream: true }));
    }
  } catch (error) {
    throw requestError(error);
  } finally {
    clearTimeout(timer);
  }
}

function backoffMs(failures: number): number {
  const longest = Math.min(MAX_BACKOFF_MS, MIN_BACKOFF_MS * 2 ** failures);
  return longest * (0.5 + 0.5 * Math.random());
}

function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = (): void => {
      clearTimeout(timer);
      stop.removeEventListener('abort', end);
      resolve();
    };
    const timer = setTimeout(end, ms);
    timer.unref();
    stop.addEventListener('abort', end);
  });
}
