import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Access } from '../access/access.js';

/** How long the tickets of a caller stay the same, in milliseconds. A ticket is valid for at least that, and at most twice. */
const PERIOD_MS = 3_600_000;

/** What a ticket proves. */
export interface TicketAccess {
  /** The caller that the ticket was made for. It may evaluate, and nothing else. */
  readonly access: Access;
  /** The end of its validity, in milliseconds since the epoch. */
  readonly expires: number;
}

/**
 * Makes and reads the tickets in the URLs of event streams: `EventSource` sends no `Authorization`. A ticket opens streams
 * that say when to evaluate again, and nothing else, for one or two hours.
 */
export class StreamTickets {
  readonly #key: Buffer;
  readonly #now: () => number;

  /** Processes with the same secret accept each other's tickets. `now`: the time in milliseconds since the epoch. */
  constructor(secret: string | undefined, now: () => number = Date.now) {
    this.#key = createHmac('sha256', secret ?? randomBytes(32))
      .update('halyard event streams')
      .digest();
    this.#now = now;
  }

  /** The ticket of a caller. It stays the same for an hour, so that the URL does too. */
  make({ actor, flags }: Access): string {
    const expires = (Math.floor(this.#now() / PERIOD_MS) + 2) * PERIOD_MS;
    const text = Buffer.from(JSON.stringify([actor, flags?.tags ?? null, expires])).toString('base64url');
    return `${text}.${this.#sign(text)}`;
  }

  /** What a ticket proves; `undefined` for one that has expired or was not made here. */
  read(ticket: string): TicketAccess | undefined {
    const [text = '', signature = ''] = ticket.split('.');
    const [given, expected] = [Buffer.from(signature), Buffer.from(this.#sign(text))];
    if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
    const [actor, tags, expires] = JSON.parse(Buffer.from(text, 'base64url').toString()) as [
      string,
      readonly string[] | null,
      number,
    ];
    if (expires <= this.#now()) return undefined;
    const access = { actor, read: false, write: false, evaluate: true };
    return { access: tags === null ? access : { ...access, flags: { tags } }, expires };
  }

  #sign(text: string): string {
    return createHmac('sha256', this.#key).update(text).digest('base64url');
  }
}
