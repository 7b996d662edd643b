import { type Audience, Duty } from './duty.js';
import { helperKeys } from './helper-keys.js';
import type { Link } from './link.js';
import { LogFollower, type Reading, type Told } from './log-follower.js';
import { type Notice, parseNotice } from './notice.js';
import { isRefused, serverErrorCode } from './server-error.js';
import { Suspicion } from './suspicion.js';

export interface HashReaderOptions {
  readonly key: string;
  /** How long to do without the log before trying it again, in milliseconds. */
  readonly retryMs: number;
  /** There may be something new to read, or this is what is new. */
  readonly changed: (told?: Told) => void;
}

/** How long to leave a change of the hash to the leader, in milliseconds: at least, and by chance up to twice more. */
const PATIENCE_MS = 25;
/** However many listen, to whom a server can't answer all at once. */
const MAX_TURN_MS = 2000;
/** How long to leave to those who have yet to be told of a change, before the next one is prepared for. */
const CALM_MS = 100;

/**
 * Reads the flags of a hash over one link: what changed, where the server lets this user keep a log, and everything each
 * time where it does not. Where the server lets this user publish, one of all those who follow the hash reads what
 * changed and the others are told.
 */
export class HashReader {
  readonly #link: Link;
  readonly #options: HashReaderOptions;
  readonly #log: string;
  readonly #follower: LogFollower;
  readonly #suspicion = new Suspicion();
  #plainUntil = -Infinity;
  readonly #duty: Duty;
  /** What came while a read was under way. */
  #notices: Notice[] = [];
  /** The hash was changed since the last read, so that the server does not push its next change to this link. */
  #spent = false;
  /** A read for what was missed. What comes meanwhile does not put it off. */
  #owed: NodeJS.Timeout | undefined;
  /** A read once all is calm: in case nobody tells what was logged, and to hear of the next change. */
  #afterCalm: NodeJS.Timeout | undefined;
  /** Something was pushed that a notice is to come of. */
  #waiting: NodeJS.Timeout | undefined;
  /** The read under way. */
  #reading: symbol | undefined;
  /** An announcement to come, unless a reply to `covering` that is still to come makes it needless. */
  #pending: { readonly covering: symbol | undefined } | undefined;

  constructor(link: Link, options: HashReaderOptions) {
    this.#link = link;
    this.#options = options;
    this.#log = helperKeys(options.key).log;
    this.#follower = new LogFollower(link, options.key);
    this.#duty = new Duty(link, this.#log);
  }

  /** Reads what may have changed since the read before; compares when nobody did for `maxAgeMs`. */
  async read(maxAgeMs: number): Promise<Reading> {
    this.#reading = Symbol('reading');
    this.#spent = false;
    for (const timer of [this.#owed, this.#afterCalm, this.#waiting]) clearTimeout(timer);
    this.#owed = undefined;
    try {
      const reading = await this.#read(maxAgeMs);
      return this.#withNotices(reading);
    } finally {
      this.#reading = undefined;
      this.#notices = [];
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
    if (key === undefined) {
      this.#suspicion.raise();
      this.#announce(undefined);
    } else if (key === this.#log) {
      this.#suspicion.logChanged();
      // Where pushes and replies come in one order, a reply that is still to come tells of what was logged before.
      if (!this.#duty.listens) this.#announce(this.#link.isOrdered ? this.#reading : undefined);
      // Most often by this link itself, but it may be by somebody who is not allowed to tell.
      else if (this.#duty.watches) this.#readOnceCalmFor(CALM_MS);
      else this.#wait();
    } else if (key === this.#options.key) {
      this.#spent = true;
      if (this.#suspicion.hashChanged()) this.#follower.suspect(this.#reading !== undefined);
      if (this.#asks) this.#announce(undefined);
      else this.#wait();
    }
  }

  /** Whether to ask for what was changed, not to wait for being told. */
  get #asks(): boolean {
    return this.#duty.leads || !this.#follower.isFollowing;
  }

  #heard(message: string): void {
    const notice = parseNotice(message);
    if (notice === undefined) return;
    if (notice.guarded) this.#suspicion.writeTold();
    const isReading = this.#reading !== undefined;
    if (!isReading && this.#follower.bringsComparison(notice)) this.#suspicion.compared();
    // What was pushed may be another change than the one that is told of.
    if (!this.#suspicion.isRaised) clearTimeout(this.#waiting);
    if (isReading) {
      this.#notices.push(notice);
      return;
    }
    const told = this.#follower.hear(notice);
    if (typeof told === 'object') this.#options.changed(told);
    const isCalled = this.#takesWatch(notice);
    if (told === 'missed') this.#readIn(turnAmong(notice));
    else if (isCalled || (this.#spent && !this.#duty.leads))
      this.#readOnceCalmFor(CALM_MS + turnAmong(notice));
  }

  /** What came meanwhile was published before the reply that it follows was sent, or else goes on from there. */
  #withNotices(reading: Reading): Reading {
    const flat = [...reading.flat];
    let { size } = reading;
    for (const notice of this.#notices) {
      const told = this.#follower.hear(notice);
      if (told === 'missed') this.#readIn(turnAmong(notice));
      if (typeof told !== 'object') continue;
      flat.push(...told.flat);
      ({ size } = told);
    }
    return { ...reading, flat, size };
  }

  /** Has a read made in so many milliseconds at the latest. */
  #readIn(ms: number): void {
    this.#owed ??= this.#changedIn(ms);
  }

  /** Has a read made in so many milliseconds, which every call puts off. */
  #readOnceCalmFor(ms: number): void {
    clearTimeout(this.#afterCalm);
    this.#afterCalm = this.#changedIn(ms);
  }

  /** Leaves it to the leader to tell what was changed, for a while. */
  #wait(): void {
    clearTimeout(this.#waiting);
    this.#waiting = this.#changedIn(PATIENCE_MS * (1 + 2 * Math.random()));
  }

  #changedIn(ms: number): NodeJS.Timeout {
    return setTimeout(() => this.#options.changed(), ms).unref();
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
    const listening = await this.#duty.listen((message) => this.#heard(message));
    const { raised, settled } = this.#suspicion.begin(listening);
    const watching = raised || this.#duty.watches;
    try {
      const reading = await this.#follower.read({ suspicious: raised, maxAgeMs, listening, watching });
      if (listening) this.#settle(reading, watching);
      // Of what it logged itself a link that does not listen hears too, and that must not be taken for somebody else's entry.
      if (listening || !reading.touchedLog) void this.#link.verify().then(settled, () => {});
      return reading;
    } catch (error) {
      this.#follower.forget();
      if (serverErrorCode(error) === undefined) throw error;
      const reading = await this.#readPlainly();
      this.#plainUntil = isRefused(error) ? Infinity : performance.now() + this.#options.retryMs;
      return reading;
    }
  }

  /** Whether this link watches from now on, and did not before. If nobody did, something may have been missed. */
  #takesWatch(audience: Audience): boolean {
    const takes = this.#duty.consider(audience);
    if (takes && audience.watchers === 0) this.#suspicion.raise();
    return takes;
  }

  /** What else is to be done after a read: to publish what it found, or to watch from now on. */
  #settle(reading: Reading, watching: boolean): void {
    this.#duty.leads = reading.leads;
    this.#takesWatch(reading);
    if ((reading.all && reading.untold) || (this.#duty.watches && !watching)) this.#readIn(0);
  }

  async #readPlainly(): Promise<Reading> {
    const flat = (await this.#link.send('HGETALL', this.#options.key)) as readonly string[];
    return {
      all: true,
      flat,
      size: flat.length / 2,
      touchedLog: false,
      leads: true,
      untold: false,
      listeners: 0,
      watchers: 0,
    };
  }
}

/** A moment by chance, so that of all who listen one in a millisecond asks, in milliseconds from now. */
function turnAmong({ listeners }: Notice): number {
  return Math.min(MAX_TURN_MS, Math.random() * listeners);
}
