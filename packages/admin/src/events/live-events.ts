import type { FlagsStatus, FlagChange } from '@halyard/core';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { Access } from '../access/access.js';
import type { AnyFlags } from '../any-flags.js';
import { EventRing, type RingLimits } from './event-ring.js';
import { EventStream } from './event-stream.js';
import { eventText, greetingText, HEARTBEAT } from './event-text.js';
import type { StreamLimits } from './stream-limits.js';

const BACKEND_CHANNEL = 'halyard:backend';
const RETRY_MS = 1000;

/** The shortest time between two chunks of changes: with thousands of streams, each takes some ten milliseconds. */
const INTERVAL_MS = 50;

/** Enough for a client that reconnects after a busy minute. */
const RING: RingLimits = { events: 2000, bytes: 1024 * 1024 };

/** The largest chunk of changes. After more at once, such as an import, clients read everything again. */
const MOST_AT_ONCE: RingLimits = { events: 500, bytes: 1024 * 1024 };

/** The options of the event streams. */
export interface LiveEventsOptions {
  /** The data of the event for a changed flag. */
  readonly describe: (change: FlagChange) => unknown;
  /** Whether a change is for these streams. @default every change */
  readonly isShown?: (change: FlagChange) => boolean;
  /** The status for these streams. @default that of the flags */
  readonly status?: () => FlagsStatus;
  /** Counts the streams, also with others. */
  readonly limits: StreamLimits;
  readonly ring?: RingLimits;
  /** The interval of heartbeats on a quiet stream, in milliseconds. @default 15000 */
  readonly heartbeatMs?: number;
  /**
   * The maximum age of a stream in milliseconds; each ends at a random time of the last fifth. Then its client must
   * authenticate again. @default 900000
   */
  readonly lifetimeMs?: number;
}

/**
 * Sends each changed flag (`change`) and each new backend state (`status`) to every open stream. A change is sent at once,
 * and those that follow within 50 ms as one chunk, with each flag once. Of a chunk only the last change has an id, so that a
 * client can apply it as a whole. A client that reconnects gets the missed events. If they are no longer available, or too
 * many at once, it gets `reset` and must read everything again.
 */
export class LiveEvents {
  readonly #flags: AnyFlags;
  readonly #options: LiveEventsOptions;
  readonly #ring: EventRing;
  readonly #streams = new Set<EventStream>();
  /** What changed and is not sent yet, by name. */
  readonly #changed = new Map<string, FlagChange>();
  readonly #stop: () => void;
  readonly #onBackend = (): void => this.#tellStatus();
  #heartbeat: NodeJS.Timeout | undefined;
  #sending: NodeJS.Timeout | undefined;
  #sentAt = -Infinity;
  #status = '';
  #closed = false;

  constructor(flags: AnyFlags, options: LiveEventsOptions) {
    this.#flags = flags;
    this.#options = options;
    this.#ring = new EventRing(options.ring ?? RING);
    this.#stop = flags.onChange((change) => {
      if (options.isShown?.(change) === false) return;
      this.#changed.set(change.name, change);
      const wait = Math.max(0, this.#sentAt + INTERVAL_MS - performance.now());
      this.#sending ??= setTimeout(() => this.#sendChanges(), wait);
    });
    subscribe(BACKEND_CHANNEL, this.#onBackend);
  }

  /** The id of the newest event. A stream opened from this id misses nothing. */
  get lastId(): string {
    return this.#ring.lastId;
  }

  /** Whether no stream is open. */
  get isIdle(): boolean {
    return this.#streams.size === 0;
  }

  /** The reason why a caller can't open a stream now; `undefined` if they can. */
  refusal(caller: Pick<Access, 'actor' | 'write'>): string | undefined {
    return this.#closed ? 'the server is closing' : this.#options.limits.refusal(caller);
  }

  /** Opens a stream for a caller, which starts after the event with this id, if given. Ask for a refusal before. */
  open(actor: string, lastEventId: string | undefined): ReadableStream<Uint8Array> {
    // What follows may be new for the other streams too, so they get it first.
    this.#sendChanges();
    this.#tellStatus();
    const stream = new EventStream(this.#options.lifetimeMs ?? 900_000, () => this.#forget(stream, actor));
    this.#streams.add(stream);
    this.#options.limits.opened(actor);
    this.#heartbeat ??= setInterval(() => this.#beat(), this.#options.heartbeatMs ?? 15_000).unref();
    const missed = lastEventId === undefined ? [] : this.#ring.since(lastEventId);
    if (missed === undefined) stream.send(eventText('reset', {}, this.lastId));
    else for (const { bytes } of missed) stream.send(bytes);
    stream.send(greetingText(RETRY_MS, this.lastId));
    stream.send(eventText('status', this.#statusNow()));
    return stream.body;
  }

  /** Ends all streams and opens no more. */
  close(): void {
    this.#closed = true;
    this.#stop();
    unsubscribe(BACKEND_CHANNEL, this.#onBackend);
    this.#sendChanges();
    for (const stream of this.#streams) stream.close();
  }

  #sendChanges(): void {
    clearTimeout(this.#sending);
    this.#sending = undefined;
    const changes = [...this.#changed.values()];
    this.#changed.clear();
    if (changes.length === 0) return;
    this.#sentAt = performance.now();
    if (changes.length > MOST_AT_ONCE.events) return this.#startOver();
    const last = changes.pop()!;
    const earlier: Uint8Array[] = [];
    let size = 0;
    for (const change of changes) {
      const event = this.#textOf(change);
      earlier.push(event);
      size += event.byteLength;
      if (size > MOST_AT_ONCE.bytes) return this.#startOver();
    }
    const { bytes } = this.#ring.add((id) => Buffer.concat([...earlier, this.#textOf(last, id)]));
    this.#send(bytes);
  }

  #textOf(change: FlagChange, id?: string): Uint8Array {
    return eventText('change', this.#options.describe(change), id);
  }

  /** Has all clients read everything again. */
  #startOver(): void {
    this.#ring.drop();
    this.#send(eventText('reset', {}, this.lastId));
  }

  #tellStatus(): void {
    const status = this.#statusNow();
    const text = comparable(status);
    if (text === this.#status) return;
    this.#status = text;
    this.#send(eventText('status', status));
  }

  #statusNow(): FlagsStatus {
    return this.#options.status?.() ?? this.#flags.status();
  }

  #beat(): void {
    const now = performance.now();
    for (const stream of this.#streams) if (stream.endsAt < now) stream.close();
    // Some backends announce nothing on the channel, so the status is read too.
    this.#tellStatus();
    this.#send(HEARTBEAT);
  }

  #send(bytes: Uint8Array): void {
    for (const stream of this.#streams) stream.send(bytes);
  }

  #forget(stream: EventStream, actor: string): void {
    this.#streams.delete(stream);
    this.#options.limits.closed(actor);
    if (this.#streams.size > 0) return;
    clearInterval(this.#heartbeat);
    this.#heartbeat = undefined;
  }
}

// `lastLoad` changes with every read and does not count as a new state.
function comparable(status: FlagsStatus): string {
  return JSON.stringify(status, (key, value: unknown) => (key === 'lastLoad' ? undefined : value));
}
