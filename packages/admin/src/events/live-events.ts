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

/** What the streams tell, and how many there may be. */
export interface LiveEventsOptions {
  /** What is told of a flag that changed. */
  readonly describe: (change: FlagChange) => unknown;
  readonly maxStreams: number;
  readonly ring?: RingLimits;
  /** How often a quiet stream gets a sign of life, in milliseconds. @default 15000 */
  readonly heartbeatMs?: number;
  /** A stream ends after so long, so that its client proves again that it may read. @default 900000 */
  readonly lifetimeMs?: number;
}

/**
 * Tells every open stream of each flag that changes (`change`) and of each new state of the backend (`status`). A
 * client that comes back gets what it missed, or `reset` when that is too much: it is then to read everything again.
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

  /** The id of the newest event: a stream opened from here misses nothing. */
  get lastId(): string {
    return this.#ring.lastId;
  }

  /** Opens a stream, from after the event with this id if it is given; `undefined` when there are too many already. */
  open(lastEventId: string | undefined): ReadableStream<Uint8Array> | undefined {
    if (this.#closed || this.#streams.size >= this.#options.maxStreams) return undefined;
    // News that this stream learns from the status below, the others have not heard yet.
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

  /** Ends all streams; no more are opened. */
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
    // A backend that announces nothing on the channel is asked.
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

// When it was last read changes with every read and is no news.
function comparable(status: FlagsStatus): string {
  return JSON.stringify(status, (key, value: unknown) => (key === 'lastLoad' ? undefined : value));
}
