import type { HttpClient } from '../requests/http-client.js';
import { followStream } from '../requests/follow-stream.js';
import { EventParser, type ServerEvent } from './event-parser.js';

/** What becomes of a stream of events. */
export interface EventListener {
  /** A connection begins: what the last one left incomplete comes again. */
  readonly connecting: () => void;
  /** The stream is open: what happened before is read elsewhere, or comes as events. */
  readonly opened: () => void;
  readonly event: (event: ServerEvent) => void;
  /** The stream can't be opened at present, and why. */
  readonly lost: (reason: string) => void;
}

/** The server sends a heartbeat every 15 seconds. Without one for this time, the connection is dead. */
const SILENCE_MS = 40_000;

/**
 * Reads the events of a Halyard, from where the last connection ended, until `stop` aborts. Resolves after the first
 * attempt to open the stream.
 */
export function followEvents(client: HttpClient, listener: EventListener, stop: AbortSignal): Promise<void> {
  let lastEventId: string | undefined;
  let parser = new EventParser();
  return followStream(
    client,
    {
      request() {
        parser = new EventParser();
        listener.connecting();
        return {
          path: '/api/v1/events',
          headers: {
            Accept: 'text/event-stream',
            ...(lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId }),
          },
        };
      },
      opened: listener.opened,
      text(piece) {
        for (const event of parser.push(piece)) {
          lastEventId = event.id ?? lastEventId;
          listener.event(event);
        }
      },
      lost: (reason) => listener.lost(`the events can't be followed: ${reason}`),
      silenceMs: SILENCE_MS,
    },
    stop,
  );
}
