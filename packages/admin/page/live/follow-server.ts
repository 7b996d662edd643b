import { api } from '../api.js';
import { loadFlags } from '../flags/flag-store.js';
import { ProblemError } from '../http/problem-error.js';
import { applyEvents } from './apply-events.js';
import { backoffMs } from './reconnect-backoff.js';
import { setConnection } from './connection.js';
import type { ServerEvent } from './event-parser.js';
import { readEvents } from './read-events.js';

/** The server sends a heartbeat every 15 seconds. Without one for this time, the connection is dead. */
const SILENCE_MS = 40_000;

let wakeUp = (): void => {};

/** Ends the wait for the next attempt, if any. */
export function reconnectNow(): void {
  wakeUp();
}

/**
 * Reads the flags and keeps them up to date by events, until `signal` aborts. After a lost connection it resumes from the
 * last event, or reads everything again if that is not possible.
 */
export async function followServer(signal: AbortSignal): Promise<void> {
  let lastEventId: string | undefined;
  let failures = 0;
  setConnection('connecting');
  while (!signal.aborted) {
    try {
      lastEventId ??= await loadFlags();
      for await (const events of openStream(lastEventId, signal)) {
        failures = 0;
        setConnection('live');
        lastEventId = applyEvents(events) ? undefined : (events.at(-1)!.lastEventId ?? lastEventId);
        // If this fails, the next attempt starts without an id.
        lastEventId ??= await loadFlags();
      }
    } catch (error) {
      if (signal.aborted) return;
      const isAnswer = error instanceof ProblemError;
      setConnection('reconnecting', isAnswer ? error.detail : 'the connection to the server broke');
      failures++;
    }
    // A stream that ended normally is simply opened again. Only a failed attempt is reported.
    await pause(backoffMs(failures), signal);
  }
}

async function* openStream(lastEventId: string, signal: AbortSignal): AsyncGenerator<readonly ServerEvent[]> {
  const dead = new AbortController();
  let silence = setTimeout(() => dead.abort(), SILENCE_MS);
  const onSign = (): void => {
    clearTimeout(silence);
    silence = setTimeout(() => dead.abort(), SILENCE_MS);
  };
  try {
    const { body } = await api.events(lastEventId, AbortSignal.any([signal, dead.signal]));
    if (body !== null) yield* readEvents(body, onSign);
  } finally {
    clearTimeout(silence);
  }
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const over = new AbortController();
    wakeUp = () => {
      clearTimeout(timer);
      over.abort();
      resolve();
    };
    const timer = setTimeout(wakeUp, milliseconds);
    signal.addEventListener('abort', wakeUp, { signal: over.signal });
    // Tries at once when the network returns.
    addEventListener('online', wakeUp, { signal: over.signal });
  });
}
