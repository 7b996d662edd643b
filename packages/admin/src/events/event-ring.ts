import { randomBytes } from 'node:crypto';

/** One event as it goes over the wire. */
export interface SentEvent {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** How much the ring holds. */
export interface RingLimits {
  readonly events: number;
  readonly bytes: number;
}

/**
 * The last events, for clients that come back: bounded in number and in bytes, the oldest go first. Ids count up, after
 * a prefix that no other ring has, so that an id of another process or of before a restart is known to be one.
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

  /** The id of the newest event, or of the beginning. */
  get lastId(): string {
    return `${this.#epoch}-${this.#count}`;
  }

  /** Makes an event of its text, given its id. */
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

  /** The events after this id; `undefined` when some of them are gone, or the id is not of this ring. */
  since(id: string): readonly SentEvent[] | undefined {
    const [epoch, digits = ''] = id.split('-');
    const seen = /^\d{1,15}$/.test(digits) ? Number(digits) : NaN;
    const missing = this.#count - seen;
    if (epoch !== this.#epoch || !(missing >= 0) || missing > this.#events.length) return undefined;
    return missing === 0 ? [] : this.#events.slice(-missing);
  }
}
