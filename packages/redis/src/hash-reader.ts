import { helperKeys } from './helper-keys.js';
import type { Link } from './link.js';
import { LogFollower, type Reading } from './log-follower.js';
import { isRefused, serverErrorCode } from './server-error.js';
import { Suspicion } from './suspicion.js';

export interface HashReaderOptions {
  readonly key: string;
  /** How long to do without the log before trying it again, in milliseconds. */
  readonly retryMs: number;
  /** There may be something new to read. */
  readonly changed: () => void;
}

/**
 * Reads the flags of a hash over one link: what changed, where the server lets this user keep a log, and everything each
 * time where it does not.
 */
export class HashReader {
  readonly #link: Link;
  readonly #options: HashReaderOptions;
  readonly #log: string;
  readonly #follower: LogFollower;
  readonly #suspicion = new Suspicion();
  #plainUntil = -Infinity;
  /** The read under way. */
  #reading: symbol | undefined;
  /** An announcement to come, unless a reply to `covering` that is still to come makes it needless. */
  #pending: { readonly covering: symbol | undefined } | undefined;

  constructor(link: Link, options: HashReaderOptions) {
    this.#link = link;
    this.#options = options;
    this.#log = helperKeys(options.key).log;
    this.#follower = new LogFollower(link, options.key);
  }

  /** Reads what may have changed since the read before; compares when nobody did for `maxAgeMs`. */
  async read(maxAgeMs: number): Promise<Reading> {
    this.#reading = Symbol('reading');
    try {
      return await this.#read(maxAgeMs);
    } finally {
      this.#reading = undefined;
    }
  }

  /** The last reading is not to be built upon. */
  forget(): void {
    this.#follower.forget();
  }

  /** See `LogFollower.wrote`. */
  wrote(name: string, comparisons: number | undefined): void {
    this.#follower.wrote(name, comparisons);
  }

  /** What was read last is known to be wrong. */
  doubt(): void {
    this.#suspicion.raise();
  }

  /** The server pushed that a key has changed; `undefined` stands for all of them. */
  pushed(key: string | undefined): void {
    if (key === this.#log) {
      this.#suspicion.logChanged();
      // Where pushes and replies come in one order, a reply that is still to come tells of what was logged before.
      this.#announce(this.#link.isOrdered ? this.#reading : undefined);
    } else if (key === this.#options.key || key === undefined) {
      if (key === undefined) this.#suspicion.raise();
      else this.#suspicion.hashChanged();
      this.#announce(undefined);
    }
  }

  /** Announces a change once all that was pushed with it is known, unless the read `covering` is still under way then. */
  #announce(covering: symbol | undefined): void {
    const isFirst = this.#pending === undefined;
    this.#pending = isFirst || this.#pending?.covering === covering ? { covering } : { covering: undefined };
    if (!isFirst) return;
    setImmediate(() => {
      const isCovered = this.#pending?.covering !== undefined && this.#pending.covering === this.#reading;
      this.#pending = undefined;
      if (!isCovered) this.#options.changed();
    });
  }

  async #read(maxAgeMs: number): Promise<Reading> {
    if (performance.now() < this.#plainUntil) return this.#readPlainly();
    const { raised, settled } = this.#suspicion.begin();
    try {
      const reading = await this.#follower.read({ suspicious: raised, maxAgeMs });
      // Of what it logged itself this link hears too, and that must not be taken for somebody else's entry.
      if (!reading.touchedLog) void this.#link.verify().then(settled, () => {});
      return reading;
    } catch (error) {
      this.#follower.forget();
      if (serverErrorCode(error) === undefined) throw error;
      const reading = await this.#readPlainly();
      this.#plainUntil = isRefused(error) ? Infinity : performance.now() + this.#options.retryMs;
      return reading;
    }
  }

  async #readPlainly(): Promise<Reading> {
    const flat = (await this.#link.send('HGETALL', this.#options.key)) as readonly string[];
    return { all: true, flat, size: flat.length / 2, touchedLog: false };
  }
}
