import { type Announcement, readEntry, readMessage } from './announcement.js';
import { afterFilling, judge } from './judge-message.js';
import type { Memory } from './memory.js';
import type { Place } from './place.js';
import type { Position } from './position.js';

/** What a start has found. */
export interface Beginning {
  readonly position: Position;
  readonly secret: string;
  readonly memory: Memory;
}

export interface FollowerEvents {
  /** A message changed these flags in memory. */
  readonly applied: (names: readonly string[]) => void;
  /** This server does not send such a message at this position: poll, to be sure. */
  readonly doubted: () => void;
  /** The shadow is no longer the one that was followed: read everything anew, after so many milliseconds. */
  readonly restart: (delayMs: number) => void;
}

/** How long replicas may spread a read that all of them must make, in milliseconds. */
const MAX_SPREAD_MS = 2000;
/** How many entries of the log to read at once, of up to 256 KiB: the server answers no other client meanwhile. */
const PAGE = 20;

/** Follows the shadow: applies the messages that continue its position, and reads from the log those that are missing. */
export class Follower {
  readonly memory: Memory;
  readonly #place: Place;
  readonly secret: string;
  readonly #events: FollowerEvents;
  readonly #waiting = new Map<() => void, number>();
  #position: Position;
  #filling: Promise<void> | undefined;
  /** A fill for a message without texts, at a random moment. */
  #fillTimer: NodeJS.Timeout | undefined;
  #ended = false;

  constructor(place: Place, { memory, position, secret }: Beginning, events: FollowerEvents) {
    this.memory = memory;
    this.#place = place;
    this.secret = secret;
    this.#position = position;
    this.#events = events;
  }

  get position(): Position {
    return this.#position;
  }

  get hasEnded(): boolean {
    return this.#ended;
  }

  /** Takes a message of the channel. */
  receive(bytes: Buffer): void {
    if (this.#ended) return;
    const message = readMessage(bytes, this.secret);
    if (message === undefined) return this.#events.doubted();
    const verdict = this.#take(message);
    if (verdict === 'gap') this.#fillSoon(message);
    if (verdict === 'restart') this.#restart(message);
    if (verdict === 'doubt') this.#events.doubted();
  }

  /** Resolves once this message is applied, or the follower has ended. Rejects when the log can't be read. */
  async reached({ epoch, number }: Pick<Position, 'epoch' | 'number'>): Promise<void> {
    const isReached = (): boolean =>
      this.#ended || (this.#position.epoch === epoch && this.#position.number >= number);
    if (isReached()) return;
    // What was sent before the reply that named the number has come after this, or was sent without texts.
    await this.#place.connection.verify();
    if (!isReached() && this.#position.epoch === epoch) await this.fill(number);
    if (isReached()) return;
    await new Promise<void>((resolve) => this.#waiting.set(resolve, number));
  }

  /** Reads from the log the messages up to this number. */
  async fill(wanted: number): Promise<void> {
    while (!this.#ended && this.#position.number < wanted) {
      this.#filling ??= this.#readLog(wanted).finally(() => {
        this.#filling = undefined;
      });
      await this.#filling;
    }
  }

  end(): void {
    this.#ended = true;
    clearTimeout(this.#fillTimer);
    for (const resolve of this.#waiting.keys()) resolve();
    this.#waiting.clear();
  }

  #take(message: Announcement): ReturnType<typeof judge> {
    const verdict = judge(this.#position, message);
    if (verdict !== 'apply') return verdict;
    const { changes, at, next, epoch, number, tag } = message;
    this.#position = { epoch: next ?? epoch, number, head: tag };
    this.memory.apply(changes, at);
    if (next !== undefined) return 'restart';
    this.#events.applied(changes.map(([name]) => name));
    for (const [resolve, awaited] of this.#waiting) {
      if (awaited > number) continue;
      this.#waiting.delete(resolve);
      resolve();
    }
    return verdict;
  }

  async #readLog(wanted: number): Promise<void> {
    const after = `(${this.#position.number}-0`;
    const range = [this.#place.helper('changes'), after, `${wanted}-0`, 'COUNT', String(PAGE)];
    const entries = (await this.#place.connection.sendForBytes('XRANGE', ...range)) as readonly (readonly [
      Buffer,
      readonly Buffer[],
    ])[];
    for (const [, fields] of entries) {
      if (this.#ended) return;
      const message = readEntry(fields, this.secret);
      // An entry with another tag was planted, and is none of the messages.
      if (message === undefined) continue;
      const verdict = this.#take(message);
      if (verdict !== 'apply' && verdict !== 'known') return this.#restart(message);
    }
    if (entries.length < PAGE && afterFilling(this.#position, wanted) === 'restart') this.#restart();
  }

  /** Fills at once if something waits for it, else at a random moment, since all listeners must. */
  #fillSoon({ number, hasTexts, listeners }: Announcement): void {
    const isAwaited = [...this.#waiting.values()].some((awaited) => awaited <= number);
    clearTimeout(this.#fillTimer);
    const fill = (): void => void this.fill(number).catch(() => this.#events.doubted());
    if (hasTexts || isAwaited) fill();
    else this.#fillTimer = setTimeout(fill, spread(listeners)).unref();
  }

  #restart(message?: Announcement): void {
    if (this.#ended) return;
    this.end();
    this.#events.restart(spread(message?.listeners ?? 0));
  }
}

function spread(listeners: number): number {
  return Math.random() * Math.min(MAX_SPREAD_MS, listeners);
}
