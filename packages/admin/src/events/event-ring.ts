import { randomBytes } from 'node:crypto';

/** One encoded event. */
export interface SentEvent {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** The capacity of the ring. */
export interface RingLimits {
  readonly events: number;
  readonly bytes: number;
}

/**
 * The last events, for clients that reconnect. Bounded in number and in bytes; drops the oldest first. An id is a counter
 * after a prefix that is unique to the ring. So the ring recognises ids of other processes and of earlier runs.
 */
export class EventRing {
  readonly #limits: RingLimits;
  readonly #epoch = randomBytes(6).toString('hex');
  #events: SentEvent[] = [];
  #bytes = 0;
  #count = 0;

  constructor(limits: RingLimits) {
    this.#limits = limits;
  }

  /** The id of the newest event, or of the start. */
  get lastId(): string {
    return `${this.#epoch}-${this.#count}`;
  }

  /** Adds an event. `encode` makes its text from its id. */
  add(encode: (id: string) => Uint8Array): SentEvent {
    this.#count++;
    const event = { id: this.lastId, bytes: encode(this.lastId) };
    this.#events.push(event);
    this.#bytes += event.bytes.byteLength;
    while (this.#events.length > this.#limits.events || this.#bytes > this.#limits.bytes) {
      this.#bytes -= this.#events.shift()!.bytes.byteLength;
    }
    return event;
  }

  /** Drops all events, as if there had been another that is no longer available. */
  drop(): void {
    this.#count++;
    this.#events = [];
    this.#bytes = 0;
  }

  /** The events after this id; `undefined` if some were dropped or the id belongs to another ring. */
  since(id: string): readonly SentEvent[] | undefined {
    const [epoch, digits = ''] = id.split('-');
    const seen = /^\d{1,15}$/.test(digits) ? Number(digits) : NaN;
    const missing = this.#count - seen;
    if (epoch !== this.#epoch || !(missing >= 0) || missing > this.#events.length) return undefined;
    return missing === 0 ? [] : this.#events.slice(-missing);
  }
}
