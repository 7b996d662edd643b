import type { FlagsStatus, FlagChange } from '@halyard/core';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { AnyFlags } from '../any-flags.js';
import { EventRing, type RingLimits } from './event-ring.js';
import { EventStream } from './event-stream.js';
import { eventText, greetingText, HEARTBEAT } from './event-text.js';

const BACKEND_CHANNEL = 'halyard:backend';
const RETRY_MS = 1000;

/** Enough for an import of a thousand flags. */
const RING: RingLimits = { events: 2000, bytes: 1024 * 1024 };

/** The options of the event streams. */
export interface LiveEventsOptions {
  /** The data of the event for a changed flag. */
  readonly describe: (change: FlagChange) => unknown;
  readonly maxStreams: number;
  readonly ring?: RingLimits;
  /** The interval of heartbeats on a quiet stream, in milliseconds. @default 15000 */
  readonly heartbeatMs?: number;
  /** The maximum age of a stream in milliseconds. Then its client must authenticate again. @default 900000 */
  readonly lifetimeMs?: number;
}

/**
 * Sends each flag change (`change`) and each new backend state (`status`) to every open stream. A client that reconnects
 * gets the missed events. If they are no longer available, it gets `reset` and must read everything again.
 */
export class LiveEvents {
  readonly #flags: AnyFlags;
  readonly #options: LiveEventsOptions;
  readonly #ring: EventRing;
  readonly #streams = new Set<EventStream>();
  readonly #stop: () => void;
  readonly #onBackend = (): void => this.#tellStatus();
  #heartbeat: NodeJS.Timeout | undefined;
  #status = '';
  #closed = false;

  constructor(flags: AnyFlags, options: LiveEventsOptions) {
    this.#flags = flags;
    this.#options = options;
    this.#ring = new EventRing(options.ring ?? RING);
    this.#stop = flags.onChange((change) => this.#tell(change));
    subscribe(BACKEND_CHANNEL, this.#onBackend);
  }

  /** The id of the newest event. A stream opened from this id misses nothing. */
  get lastId(): string {
    return this.#ring.lastId;
  }

  /** Opens a stream that starts after the event with this id, if given; `undefined` if too many streams are open. */
  open(lastEventId: string | undefined): ReadableStream<Uint8Array> | undefined {
    if (this.#closed || this.#streams.size >= this.#options.maxStreams) return undefined;
    // The status below may be new for the other streams too, so they get it first.
    this.#tellStatus();
    const stream = new EventStream(() => this.#forget(stream));
    this.#streams.add(stream);
    this.#heartbeat ??= setInterval(() => this.#beat(), this.#options.heartbeatMs ?? 15_000).unref();
    const missed = lastEventId === undefined ? [] : this.#ring.since(lastEventId);
    if (missed === undefined) stream.send(eventText('reset', {}, this.lastId));
    else for (const { bytes } of missed) stream.send(bytes);
    stream.send(greetingText(RETRY_MS, this.lastId));
    stream.send(eventText('status', this.#flags.status()));
    return stream.body;
  }

  /** Ends all streams and opens no more. */
  close(): void {
    this.#closed = true;
    this.#stop();
    unsubscribe(BACKEND_CHANNEL, this.#onBackend);
    for (const stream of this.#streams) stream.close();
  }

  #tell(change: FlagChange): void {
    const { bytes } = this.#ring.add((id) => eventText('change', this.#options.describe(change), id));
    this.#send(bytes);
  }

  #tellStatus(): void {
    const status = this.#flags.status();
    const text = comparable(status);
    if (text === this.#status) return;
    this.#status = text;
    this.#send(eventText('status', status));
  }

  #beat(): void {
    const oldest = performance.now() - (this.#options.lifetimeMs ?? 900_000);
    for (const stream of this.#streams) if (stream.openedAt < oldest) stream.close();
    // Some backends announce nothing on the channel, so the status is read too.
    this.#tellStatus();
    this.#send(HEARTBEAT);
  }

  #send(bytes: Uint8Array): void {
    for (const stream of this.#streams) stream.send(bytes);
  }

  #forget(stream: EventStream): void {
    this.#streams.delete(stream);
    if (this.#streams.size > 0) return;
    clearInterval(this.#heartbeat);
    this.#heartbeat = undefined;
  }
}

// `lastLoad` changes with every read and does not count as a new state.
function comparable(status: FlagsStatus): string {
  return JSON.stringify(status, (key, value: unknown) => (key === 'lastLoad' ? undefined : value));
}
