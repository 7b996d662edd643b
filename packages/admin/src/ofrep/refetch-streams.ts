import { type FlagLimit, limitKey } from '../access/flag-limit.js';
import type { AnyFlags } from '../any-flags.js';
import { EventStream } from '../events/event-stream.js';
import { eventText, greetingText, HEARTBEAT } from '../events/event-text.js';
import type { StreamLimits } from '../events/stream-limits.js';
import type { FlagSets } from './flag-sets.js';

const RETRY_MS = 1000;
const HEARTBEAT_MS = 15_000;

/** The shortest time between two looks at the flags. */
const INTERVAL_MS = 50;

/** The open streams of callers who may see the same flags. */
interface Audience {
  readonly limit: FlagLimit | undefined;
  readonly streams: Set<EventStream>;
  /** The version that they know. */
  version: string;
}

/** A stream to open. */
export interface StreamRequest {
  /** The caller, as the limit of streams counts them. */
  readonly caller: string;
  /** The flags that the caller may see. */
  readonly limit: FlagLimit | undefined;
  /** The version that the client's answers are of, if it says so. */
  readonly since: string | undefined;
  /** The longest life of the stream, in milliseconds. */
  readonly lifetimeMs: number;
}

/**
 * Says to web clients when to evaluate again, as the event streams of OFREP do: one `refetchEvaluation` for each version of
 * their flags, of which several within 50 ms are one. The id of an event is the version. So a client that reconnects, to
 * whichever process, is told at once if it missed something.
 */
export class RefetchStreams {
  readonly #sets: FlagSets;
  readonly #limits: StreamLimits;
  readonly #audiences = new Map<string, Audience>();
  readonly #stop: () => void;
  #heartbeat: NodeJS.Timeout | undefined;
  #looking: NodeJS.Timeout | undefined;
  #lookedAt = -Infinity;
  /** Whether the flags may have changed after the last look began. */
  #isDue = false;
  #closed = false;

  constructor(flags: AnyFlags, sets: FlagSets, limits: StreamLimits) {
    this.#sets = sets;
    this.#limits = limits;
    this.#stop = flags.onChange(() => this.#lookSoon());
  }

  /** The reason why a caller can't open a stream now; `undefined` if they can. */
  refusal(caller: string): string | undefined {
    return this.#closed ? 'the server is closing' : this.#limits.refusal({ actor: caller, write: false });
  }

  /** Opens a stream. Ask for a refusal before. */
  async open({ caller, limit, since, lifetimeMs }: StreamRequest): Promise<ReadableStream<Uint8Array>> {
    this.#limits.opened(caller);
    const version = await this.#sets.version(limit);
    const key = limitKey(limit);
    const stream = new EventStream(lifetimeMs, () => this.#forget(key, stream, caller));
    const audience = this.#audiences.get(key) ?? { limit, streams: new Set(), version };
    this.#audiences.set(key, audience);
    audience.streams.add(stream);
    this.#heartbeat ??= setInterval(() => this.#beat(), HEARTBEAT_MS).unref();
    stream.send(greetingText(RETRY_MS, version));
    if (since !== undefined && since !== version) stream.send(refetchText(version));
    // The flags may have changed before the stream was there.
    this.#lookSoon();
    if (this.#closed) stream.close();
    return stream.body;
  }

  /** Ends all streams and opens no more. */
  close(): void {
    this.#closed = true;
    this.#stop();
    clearTimeout(this.#looking);
    for (const stream of this.#all()) stream.close();
  }

  #lookSoon(): void {
    this.#isDue = true;
    if (this.#looking !== undefined || this.#audiences.size === 0 || this.#closed) return;
    const wait = Math.max(0, this.#lookedAt + INTERVAL_MS - performance.now());
    this.#looking = setTimeout(() => void this.#look(), wait);
  }

  // One at a time: an older version must not follow a newer one.
  async #look(): Promise<void> {
    this.#isDue = false;
    this.#lookedAt = performance.now();
    for (const audience of this.#audiences.values()) {
      const version = await this.#sets.version(audience.limit);
      if (version === audience.version) continue;
      audience.version = version;
      const bytes = refetchText(version);
      for (const stream of audience.streams) stream.send(bytes);
    }
    this.#looking = undefined;
    if (this.#isDue) this.#lookSoon();
  }

  #beat(): void {
    const now = performance.now();
    for (const stream of this.#all()) {
      if (stream.endsAt < now) stream.close();
      else stream.send(HEARTBEAT);
    }
    // Schedules begin and end without a change of the flags.
    this.#lookSoon();
  }

  #all(): EventStream[] {
    return [...this.#audiences.values()].flatMap(({ streams }) => [...streams]);
  }

  #forget(key: string, stream: EventStream, caller: string): void {
    this.#limits.closed(caller);
    const audience = this.#audiences.get(key)!;
    audience.streams.delete(stream);
    if (audience.streams.size === 0) this.#audiences.delete(key);
    if (this.#audiences.size > 0) return;
    clearInterval(this.#heartbeat);
    this.#heartbeat = undefined;
  }
}

function refetchText(version: string): Uint8Array {
  return eventText('message', { type: 'refetchEvaluation', etag: version }, version);
}
