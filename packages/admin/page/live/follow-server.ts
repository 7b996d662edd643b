import { api } from '../api.js';
import { loadFlags } from '../flags/flag-store.js';
import { ProblemError } from '../http/problem-error.js';
import { applyEvents } from './apply-events.js';
import { backoffMs } from './backoff.js';
import { setConnection } from './connection.js';
import type { ServerEvent } from './event-parser.js';
import { readEvents } from './read-events.js';

/** The server gives a sign of life every 15 seconds: without one for so long, the connection is dead. */
const SILENCE_MS = 40_000;

let wakeUp = (): void => {};

/** Ends a wait for the next attempt, if there is one. */
export function reconnectNow(): void {
  wakeUp();
}

/**
 * Reads the flags and keeps them as they are on the server, by its events, until `signal` aborts: comes back after every
 * break where it left off, and reads everything again where that is not possible.
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
        // Should that fail, it is tried again by the next attempt, which begins without an id.
        lastEventId ??= await loadFlags();
      }
    } catch (error) {
      if (signal.aborted) return;
      const isAnswer = error instanceof ProblemError;
      setConnection('reconnecting', isAnswer ? error.detail : 'the connection to the server broke');
      failures++;
    }
    // A stream that ended in good order goes on elsewhere: only an attempt that fails is worth a word.
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
    // What was down may be up again once there is a network.
    addEventListener('online', wakeUp, { signal: over.signal });
  });
}
